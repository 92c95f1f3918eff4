import { closingText } from './closing-table';
import { toJsonDocument } from './json-document';
import type { ToldStory } from './run-story';
import type { StoryOptions } from './story-options';

/** Writes what the story closes with; in a run for a machine the only thing on stdout is its document. */
export function showClosing(
  { report, error }: ToldStory,
  options: Pick<StoryOptions, 'json' | 'debug'>,
  shown: NodeJS.WritableStream,
): void {
  const { failure } = report;
  if (report.notifications.length > 0) shown.write(`${closingText(report)}\n`);
  if (failure !== undefined) {
    process.stderr.write(`\n${failure.code}: ${failure.message}\n${failure.nextStep}\n`);
    if (options.debug && error instanceof Error) process.stderr.write(`\n${error.stack ?? ''}\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(toJsonDocument(report))}\n`);
}
