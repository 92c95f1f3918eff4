import type { Check } from './promise-check';

/** A step of the story, before it is told. */
export interface Chapter {
  readonly name: string;
  readonly title: string;
}

export const LINE_KINDS = ['received', 'decided', 'sent', 'note'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export interface StoryLine {
  readonly kind: LineKind;
  readonly text: string;
}

/** A step of the story, told. */
export interface StepReport extends Chapter {
  readonly ok: boolean;
  readonly ms: number;
  readonly lines: readonly StoryLine[];
  readonly checks: readonly Check[];
  /** Why the step could not be told to its end. */
  readonly error?: string;
}

/** How one notification ended, as the bus told it. */
export interface NotificationRecord {
  /** Which part of the story asked for it. */
  readonly label: string;
  /** Null for a request that could not be read: it never became a notification. */
  readonly notificationKey: string | null;
  readonly outcome: string;
  readonly reason: string;
  readonly nextStep: string;
  readonly conversationId: string | null;
  readonly genesysCalls: number;
  /** From the request to the outcome. */
  readonly tookMs: number;
}

export interface TranscriptLine {
  readonly direction: string;
  readonly text: string;
  readonly time: string;
}
export type Transcripts = Readonly<Record<string, readonly TranscriptLine[]>>;

/** Milliseconds since the process started; null for what was never reached. */
export interface Timings {
  readonly deployedMs: number | null;
  readonly firstDeliveryMs: number | null;
  readonly totalMs: number;
}

/** What kept the story from being told to its end. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
}

export interface StoryReport {
  readonly steps: readonly StepReport[];
  readonly notifications: readonly NotificationRecord[];
  readonly transcripts: Transcripts;
  readonly timings: Timings;
  readonly failure?: Failure;
}

/** True when the story was told to its end and every promise was kept. */
export function isKept({ steps, failure }: Pick<StoryReport, 'steps' | 'failure'>): boolean {
  return failure === undefined && steps.length > 0 && steps.every(({ ok }) => ok);
}

/** What a shell learns: 1 when anything differs from what the story promises. */
export function exitCodeOf(report: Pick<StoryReport, 'steps' | 'failure'>): 0 | 1 {
  return isKept(report) ? 0 : 1;
}
