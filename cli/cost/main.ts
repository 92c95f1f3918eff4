import { Command, InvalidArgumentError, Option } from 'commander';
import { estimateCost } from '../../lambda/domain/cost';
import { DEFAULT_REGION, PRICED_REGIONS, readPrices } from '../prices/read-prices';
import { showCost } from './show-cost';

interface Options {
  readonly notifications: number;
  readonly region: string;
  readonly requestsPerMinute: number;
  readonly json?: boolean;
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
};

const { region, json, ...plan } = new Command('npm run cost --')
  .description(
    'What notifications cost at AWS, by counted usage (npm run bench -- --only cost) and dated prices, and how long they take at Genesys.',
  )
  .option('--notifications <number>', 'how many', wholeNumber, 1_000_000)
  .addOption(
    new Option('--region <region>', 'whose prices').choices(PRICED_REGIONS).default(DEFAULT_REGION),
  )
  .option('--requests-per-minute <number>', 'what Genesys allows', wholeNumber, 300)
  .option('--json', 'one JSON document')
  .parse()
  .opts<Options>();

const prices = readPrices(region);
const costed = showCost(plan, prices);
if (costed.kind === 'impossible') {
  process.stderr.write(`${costed.reason}\n`);
  process.exitCode = 1;
} else {
  const document = () => `${JSON.stringify(estimateCost(plan, prices), null, 2)}\n`;
  process.stdout.write(json === true ? document() : costed.text);
}
