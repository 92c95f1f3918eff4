/** Who awaits. The workflow itself awaits too: its tasks, its waits and its publications. */
export const ACTORS = [
  'Load session',
  'Preflight conversation',
  'Post message',
  'Open new session',
  'Send by channel',
  'Diagnose refusal',
  'Reconcile',
  'Sweep',
  'Wake',
  'Workflow',
  'Control',
] as const;
export type Actor = (typeof ACTORS)[number];

/** What is awaited: the methods of the ports, and the states of the workflow. */
export const AWAITS = [
  'keyedHash',
  'findByConversation',
  'findByWebchatSession',
  'findByContact',
  'survivorOf',
  'storeIntent',
  'fetchNotification',
  'claimSlot',
  'writeAhead',
  'fetchSlot',
  'releaseSlot',
  'conclude',
  'noteAttempt',
  'hold',
  'storeEarlyEnd',
  'amend',
  'passChannel',
  'fetchAside',
  'reopen',
  'keepDoubt',
  'findWaiting',
  'wake',
  'fetchPause',
  'prepare',
  'fetchRecipient',
  'fetchConversation',
  'sendIntoConversation',
  'startConversation',
  'sendByChannel',
  'listMessages',
  'describeToken',
  'sleep',
  'findDue',
  'postpone',
  'startAttempt',
  'step',
  'wait',
  'publishOutcome',
  'publishConflict',
  'noteTold',
  'keepUntaken',
  'readRecord',
  'writeRecord',
  'deleteRecord',
] as const;
export type Await = (typeof AWAITS)[number];

/** A step may await the same thing several times; from the third time on it is the same label. */
const MAX_OCCURRENCE = 3;

export const LABEL_COUNT = ACTORS.length * AWAITS.length * MAX_OCCURRENCE;

const actorNumber = new Map<string, number>(ACTORS.map((actor, index) => [actor, index]));
const awaitNumber = new Map<string, number>(AWAITS.map((name, index) => [name, index]));

/** Label of an await as a number: runs count and compare it a hundred times each. */
export function labelOf(actor: Actor, awaited: Await, occurrence: number): number {
  const place = (actorNumber.get(actor) ?? 0) * AWAITS.length + (awaitNumber.get(awaited) ?? 0);
  const known = isLoop(actor) ? 1 : Math.min(occurrence, MAX_OCCURRENCE);
  return place * MAX_OCCURRENCE + known - 1;
}

const LOOPS: ReadonlySet<Actor> = new Set<Actor>(['Workflow', 'Sweep', 'Wake']);

/** They go round in circles: the same await comes again and again. */
const isLoop = (actor: Actor): boolean => LOOPS.has(actor);

/** The label as a person reads it: `Post message/fetchNotification#2`. */
export function nameOfLabel(label: number): string {
  const place = Math.floor(label / MAX_OCCURRENCE);
  const actor = ACTORS[Math.floor(place / AWAITS.length)] ?? 'nobody';
  const awaited = AWAITS[place % AWAITS.length] ?? 'nothing';
  return `${actor}/${awaited}#${(label % MAX_OCCURRENCE) + 1}`;
}
