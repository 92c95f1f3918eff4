import { errorMessage } from '../cloud/error-facts';
import { describeBroken, type Check } from './promise-check';
import type { Chapter, LineKind, StepReport, StoryLine } from './story-report';

/** Shows the story while it happens. It must not throw. */
export interface Narrator {
  open(chapter: Chapter): void;
  line(chapter: Chapter, line: StoryLine): void;
  close(report: StepReport): void;
  /** No more steps will come. */
  end(): Promise<void>;
}

/** What a step says while it runs. */
export interface Teller {
  received(text: string): void;
  decided(text: string): void;
  sent(text: string): void;
  note(text: string): void;
  check(check: Check): void;
}

export interface Storyteller {
  /** What has been told so far. */
  readonly reports: readonly StepReport[];
  /** Tells a step that all others need; what it throws is for the caller to explain. */
  readonly tell: <T>(chapter: Chapter, work: (teller: Teller) => Promise<T>) => Promise<T>;
  /** Tells a step; when it breaks off, the others go on where they can. */
  readonly attempt: <T>(
    chapter: Chapter,
    work: (teller: Teller) => Promise<T>,
  ) => Promise<T | undefined>;
}

/** Collects what the steps say and find, and passes it on to the narrator. */
export function createStoryteller(narrator: Narrator): Storyteller {
  const reports: StepReport[] = [];

  const tellWith = async <T>(
    chapter: Chapter,
    work: (teller: Teller) => Promise<T>,
    explain: (error: unknown) => string | undefined,
  ): Promise<T> => {
    const startedAt = performance.now();
    const lines: StoryLine[] = [];
    const checks: Check[] = [];
    const say = (kind: LineKind) => (text: string) => {
      lines.push({ kind, text });
      narrator.line(chapter, { kind, text });
    };
    const close = (isTold: boolean, error?: string): void => {
      const ok = isTold && checks.every(({ kept }) => kept);
      const ms = Math.round(performance.now() - startedAt);
      const report = {
        ...chapter,
        ok,
        ms,
        lines,
        checks,
        ...(error === undefined ? {} : { error }),
      };
      reports.push(report);
      narrator.close(report);
    };
    const teller: Teller = {
      received: say('received'),
      decided: say('decided'),
      sent: say('sent'),
      note: say('note'),
      check: (one) => checks.push(one),
    };

    narrator.open(chapter);
    try {
      const result = await work(teller);
      close(true);
      return result;
    } catch (error) {
      close(false, explain(error));
      throw error;
    }
  };

  return {
    reports,
    tell: async (chapter, work) => await tellWith(chapter, work, () => undefined),
    attempt: async (chapter, work) =>
      await tellWith(chapter, work, errorMessage).catch(() => undefined),
  };
}

/** Demands what an earlier step should have brought. */
export function given<T>(value: T | undefined, step: string): T {
  if (value === undefined) throw new Error(`not tried: step ${step} did not come far enough`);
  return value;
}

/** What is wrong with a step, one sentence each. */
export function complaintsOf({ checks, error }: StepReport): string[] {
  const broken = checks.filter(({ kept }) => !kept).map(describeBroken);
  return error === undefined ? broken : [...broken, error];
}
