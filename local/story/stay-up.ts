import type { Laptop } from './laptop';
import { pasteLines } from './paste-lines';
import type { Scene } from './scene';

/** Keeps everything up for trying it by hand, until a signal ends the process or the emulator ends itself. */
export async function stayUp(
  { laptop, scene }: { readonly laptop: Laptop; readonly scene: Scene },
  shown: NodeJS.WritableStream,
): Promise<void> {
  shown.write(`${pasteLines(laptop, scene)}\n`);
  const never = new Promise<never>(() => undefined);
  const exit = await (laptop.emulator?.exited ?? never);
  process.stderr.write(`The AWS emulator has ended. Its last lines:\n${exit.logTail}\n`);
}
