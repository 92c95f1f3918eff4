import type { OUTCOME_DIMENSION, REASON_DIMENSION } from '../contract/metrics';
import type { Trail } from '../contract/trail';

/** Fields that may stand in a log line: keys, codes, ids and numbers. There is no field for a text. */
export interface LogFields extends Trail {
  readonly step: string;
  readonly messageId?: string;
  readonly kind?: string;
  readonly outcome?: string;
  readonly reason?: string;
  /** Of the call at Genesys, for their support. */
  readonly correlationId?: string;
  readonly errorName?: string;
  /** IAM action that a role of ours lacks. */
  readonly missingPermission?: string;
  readonly problems?: readonly { readonly code: string; readonly path: string }[];
  readonly count?: number;
  readonly durationMs?: number;
}

/** A number for alarms and dashboards. */
export interface Measure {
  readonly metric: string;
  readonly value: number;
  /** @default 'Count' */
  readonly unit?: 'Count' | 'Seconds' | 'Percent';
  /** Sets of fields of its line under which it is kept. @default one metric without dimensions */
  readonly by?: readonly (readonly (typeof OUTCOME_DIMENSION | typeof REASON_DIMENSION)[])[];
}

/** Writes one line, and counts what it says. Never awaited, never fails. */
export type Log = (
  level: 'INFO' | 'WARN' | 'ERROR',
  fields: LogFields,
  measures?: readonly Measure[],
) => void;

export interface Telemetry {
  readonly log: Log;
}
