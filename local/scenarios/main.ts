import { join } from 'node:path';
import { QUIET_SDK } from '../cloud/deploy-target';
import { chooseNarrator } from '../story/choose-narrator';
import { createEnding } from '../story/ending';
import { endWithNpm } from '../story/end-with-npm';
import { endWithSignals } from '../story/end-with-signals';
import { explainFailure } from '../story/explain-failure';
import { exitCodeOf } from '../story/story-report';
import { createStoryteller } from '../story/storyteller';
import { parseCommandLine, type ScenarioOptions } from './command-line';
import { playScenarios } from './play-scenarios';
import { scenarioDocument, showRecords } from './show-records';

/** Plays scenarios; the exit code says whether each went as it promises. */
async function main({ scenarios, json }: ScenarioOptions): Promise<number> {
  Object.assign(process.env, QUIET_SDK);
  const ending = createEnding();
  endWithSignals(ending);
  endWithNpm(ending);
  const shown = json ? process.stderr : process.stdout;
  const narrator = chooseNarrator(shown);
  const storyteller = createStoryteller(narrator);
  const folder = join(__dirname, '..', '..');
  const played = await playScenarios(scenarios, { storyteller, ending, folder }).then(
    (records) => ({ records }),
    (error: unknown) => ({ records: [], failure: explainFailure(error) }),
  );
  await narrator.end();
  const report = { steps: storyteller.reports, ...played };
  showRecords(report, shown);
  if (json) process.stdout.write(`${JSON.stringify(scenarioDocument(report))}\n`);
  await ending.end();
  return exitCodeOf(report);
}

const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.kind === 'done') process.exitCode = parsed.exitCode;
else void main(parsed.options).then((code) => process.exit(code));
