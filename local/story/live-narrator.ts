import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import colors from 'picocolors';
import { deferred } from './deferred';
import { verdictOf } from './plain-narrator';
import type { Chapter, LineKind, StepReport } from './story-report';
import { complaintsOf, type Narrator } from './storyteller';

const KIND_WIDTH = 10;
const PAINT: Record<LineKind, (text: string) => string> = {
  received: colors.cyan,
  decided: colors.yellow,
  sent: colors.green,
  note: colors.dim,
};

/** The streams of the process: where to show the story, and the other one. */
export interface Screen {
  readonly shown: NodeJS.WriteStream;
  readonly other: NodeJS.WriteStream;
}

/**
 * Shows the story on a terminal, with the step that is under way in motion. Each step is a list of its
 * own: one list of all steps is drawn anew with every turn of the spinner, which costs half a core.
 */
export function liveNarrator(screen: Screen): Narrator {
  let scene: Scene | undefined;
  let shown = Promise.resolve();
  return {
    open: (chapter) => {
      const next = createScene(chapter);
      scene = next;
      shown = shown.then(async () => await next.play(screen));
    },
    line: (_chapter, { kind, text }) =>
      scene?.show(`${PAINT[kind](kind.padEnd(KIND_WIDTH))}${text}`),
    close: (report) => scene?.close(report),
    end: async () => {
      // A step that was broken off from outside is not going to be closed.
      scene?.close(undefined);
      await shown;
    },
  };
}

interface Scene {
  play(screen: Screen): Promise<void>;
  show(line: string): void;
  close(report: StepReport | undefined): void;
}

/** A list of one task that does nothing but wait for what the story tells about it. */
function createScene({ name, title }: Chapter): Scene {
  const heading = `${colors.bold(name)}  ${title}`;
  const closed = deferred<StepReport | undefined>();
  /** The story can be ahead of the screen. */
  const early: string[] = [];
  let show = (line: string): void => void early.push(line);

  const toList = ({ shown, other }: Screen) =>
    new Listr(
      {
        title: heading,
        rendererOptions: { outputBar: Infinity, persistentOutput: true },
        task: async (_context, task) => {
          show = (line) => {
            task.output = line;
          };
          early.forEach(show);
          const report = await closed.promise;
          if (report === undefined) throw new Error(`${title}: broken off`);
          task.title = `${heading}  ${colors.dim(verdictOf(report))}`;
          for (const complaint of complaintsOf(report)) show(colors.red(complaint));
          if (!report.ok) throw new Error(title);
        },
      },
      {
        exitOnError: false,
        // Ending is ours: the emulator has to be stopped first.
        registerSignalListeners: false,
        rendererOptions: {
          logger: new ListrLogger({
            processOutput: new ProcessOutput(shown, other, { leaveEmptyLine: false }),
          }),
          showErrorMessage: false,
          collapseErrors: false,
        },
      },
    );
  return {
    play: async (screen) => void (await toList(screen).run()),
    show: (line) => show(line),
    close: (report) => closed.resolve(report),
  };
}
