import type { DeployedStage } from './deployed-stage';
import { tellsOutcome } from './deployed-stage';
import type { BusEvent } from './event-inbox';
import { describeCall } from './genesys-truth';
import { readEnding, type Ending } from './outcome-event';
import { check } from './promise-check';
import type { Scene } from './scene';
import type { Teller } from './storyteller';
import { PATIENCE_MS } from './wait-for';

/** What the story promises about the end of a notification. */
export interface PromisedEnding {
  readonly outcome: string;
  readonly reason: string;
  readonly genesysCalls: number;
  /** Permissions or scopes that the outcome has to name. */
  readonly missing?: readonly string[];
}

export interface Followed {
  readonly label: string;
  readonly stage: DeployedStage;
  /** Makes the request, and says what tells its outcome from others. */
  readonly request: () => Promise<(event: BusEvent) => boolean>;
  /** When the request counts as made. Default: now. */
  readonly requestedAtMs?: number;
  readonly promised: PromisedEnding;
  /** The text that the customer must have afterwards, if any. */
  readonly text?: string;
  readonly withinMs?: number;
}

/** Makes a request, waits for its outcome, and holds both against the promise and against Genesys's own count. */
export async function followNotification(
  scene: Scene,
  teller: Teller,
  followed: Followed,
): Promise<Ending> {
  const { stage, promised, text } = followed;
  const { truth } = scene.genesys;
  const before = new Set(stage.inbox.heard);
  const position = await truth.countRequests();
  const requestedAtMs = followed.requestedAtMs ?? Date.now();

  if (text !== undefined) scene.promisedTexts.push(text);

  const isIts = await followed.request();
  const event = await stage.inbox.waitFor(
    `the outcome of ${followed.label}`,
    (one) => tellsOutcome(one) && !before.has(one) && isIts(one),
    followed.withinMs ?? PATIENCE_MS,
  );
  const ending = readEnding(event);
  const calls = await truth.callsOf(stage.clientId, position);

  teller.decided(`${ending.outcome}, ${ending.reason}. ${ending.nextStep}`);
  teller.sent(calls.length === 0 ? 'nothing to Genesys' : calls.map(describeCall).join(', '));
  teller.check(check('outcome', promised.outcome, ending.outcome));
  teller.check(check('reason', promised.reason, ending.reason));
  teller.check(check('calls to Genesys', promised.genesysCalls, calls.length));
  teller.check(check('calls that the outcome names', calls.length, ending.genesysCalls));
  teller.check(check('what is missing', [...(promised.missing ?? [])], [...ending.missing]));

  const { notificationKey, outcome, reason, nextStep, conversationId, genesysCalls } = ending;
  scene.records.push({
    label: followed.label,
    notificationKey,
    outcome,
    reason,
    nextStep,
    conversationId,
    genesysCalls,
    tookMs: Math.max(0, (ending.endedAtMs ?? Date.now()) - requestedAtMs),
  });
  if (text !== undefined) {
    await checkTranscript(scene, teller, conversationId, text);
  }
  return ending;
}

/** The outcome says where the message is; Genesys knows. */
async function checkTranscript(
  scene: Scene,
  teller: Teller,
  conversationId: string | null,
  text: string,
): Promise<void> {
  const transcripts = await scene.genesys.truth.transcripts();
  const found = Object.entries(transcripts).flatMap(([id, lines]) =>
    lines.filter((line) => line.direction === 'outbound' && line.text === text).map(() => id),
  );
  teller.check(check('conversations with this message', [conversationId], found));
}
