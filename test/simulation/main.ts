import { simulate } from './simulate';

async function main(): Promise<void> {
  process.exitCode = await simulate(process.argv.slice(2), {
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
  });
}

void main();
