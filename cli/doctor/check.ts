/** Every check, in the order they are told in. docs/doctor.md has a heading for each. */
export const CHECK_IDS = [
  'aws-credentials',
  'stack',
  'settings',
  'functions',
  'workflow',
  'tables',
  'encryption-key',
  'rules',
  'partner-source',
  'intake',
  'conversation-events',
  'failure-queues',
  'schedules',
  'sweeper',
  'alarms',
  'speaking',
  'lambda-concurrency',
  'other-quotas',
  'key-pepper',
  'oauth-secret',
  'genesys-hosts',
  'oauth-token',
  'oauth-client',
  'permission-send',
  'permission-read',
  'permission-messages',
  'divisions',
  'thread-scope',
  'deployment',
  'rate-headroom',
  'clock-skew',
  'organization',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** Something is not in order, or could not be found out, and this is what to do next. */
interface Complaint<Kind extends string> {
  readonly kind: Kind;
  readonly evidence: string;
  readonly nextStep: string;
}

/** What a check found, on what evidence. */
export type Finding =
  | { readonly kind: 'ok'; readonly evidence: string }
  | Complaint<'warning'>
  | Complaint<'broken'>
  /** The question could not be asked, or had no answer. It says nothing against the set-up. */
  | Complaint<'unknown'>
  /** The question makes no sense here, or not yet. */
  | { readonly kind: 'notChecked'; readonly evidence: string };

/** One question about the set-up, and how it is answered without changing anything. */
export interface Check<Ports> {
  readonly id: CheckId;
  readonly title: string;
  /** Checks that have to be in order before this one is worth asking. */
  readonly needs: readonly CheckId[];
  readonly run: (ports: Ports) => Promise<Finding>;
}

export type Verdict = Finding & { readonly id: CheckId; readonly title: string };

export const ok = (evidence: string): Finding => ({ kind: 'ok', evidence });
export const warning = (evidence: string, nextStep: string): Finding => ({
  kind: 'warning',
  evidence,
  nextStep,
});
export const broken = (evidence: string, nextStep: string): Finding => ({
  kind: 'broken',
  evidence,
  nextStep,
});
export const unknown = (evidence: string, nextStep: string): Finding => ({
  kind: 'unknown',
  evidence,
  nextStep,
});
export const notChecked = (evidence: string): Finding => ({ kind: 'notChecked', evidence });
