import { join } from 'node:path';
import { QUIET_SDK } from './cloud/deploy-target';
import { parseCommandLine } from './story/command-line';
import { createEnding } from './story/ending';
import { endWithNpm } from './story/end-with-npm';
import { endWithSignals } from './story/end-with-signals';
import { chooseNarrator } from './story/choose-narrator';
import { runStory } from './story/run-story';
import { stayUp } from './story/stay-up';
import { exitCodeOf } from './story/story-report';
import type { StoryOptions } from './story/story-options';
import { showClosing } from './story/show-closing';

/** Tells the story; the exit code says whether every promise was kept. */
async function main(options: StoryOptions): Promise<number> {
  Object.assign(process.env, QUIET_SDK);
  const ending = createEnding();
  endWithSignals(ending);
  endWithNpm(ending);
  const shown = options.json ? process.stderr : process.stdout;
  const narrator = chooseNarrator(shown);
  const told = await runStory({ ...options, folder: join(__dirname, '..') }, narrator, ending);
  showClosing(told, options, shown);
  if (!options.once && told.played !== undefined) await stayUp(told.played, shown);
  await ending.end();
  return exitCodeOf(told.report);
}

const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.kind === 'done') process.exitCode = parsed.exitCode;
else void main(parsed.options).then((code) => process.exit(code));
