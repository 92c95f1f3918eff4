import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ConversationApi,
  Counted,
  OutboundMessage,
  SendAnswer,
} from '../../lambda/domain/ports';
import type { Dialect, OrgUnderFire } from './org-under-fire';

/** The four ways in which the production client sends. */
export interface Way {
  readonly name: string;
  readonly dialect: Dialect;
  readonly intoExisting: boolean;
  readonly send: (api: ConversationApi, message: OutboundMessage) => Promise<Counted<SendAnswer>>;
}

const into: Way['send'] = (api, message) => api.sendIntoConversation(message);
const open: Way['send'] = (api, message) => api.startConversation(message);

export const WAYS: readonly Way[] = [
  { name: 'platform, existing', dialect: 'platform', intoExisting: true, send: into },
  { name: 'platform, new', dialect: 'platform', intoExisting: false, send: open },
  { name: 'thread, existing', dialect: 'thread', intoExisting: true, send: into },
  { name: 'thread, new', dialect: 'thread', intoExisting: false, send: open },
];

/** The requests that send, in either dialect. */
export const SENDS = { method: 'POST', path: '/api/v2/conversations/**' };

export interface Misbehaviour {
  readonly kind: string;
  readonly commit?: 'before' | 'after' | 'never';
  readonly [field: string]: unknown;
}

export interface PlayOptions {
  readonly action?: Misbehaviour;
  /** How many requests are played the action. */
  readonly times?: number;
  /** Gives up quickly. */
  readonly hasty?: boolean;
  /** Writes to somebody with a live conversation, whatever the way expects. */
  readonly hasConversation?: boolean;
}

/** What the client said of one send, and what is true. */
export interface Played {
  readonly answer: Counted<SendAnswer>;
  readonly received: number;
  /** Send requests that reached the server. */
  readonly requests: number;
}

let cases = 0;

/** Sends one message of its own while Genesys misbehaves, and then asks Genesys what became of it. */
export async function playSend(
  org: OrgUnderFire,
  way: Way,
  options: PlayOptions = {},
): Promise<Played> {
  const { action, times, hasty, hasConversation = way.intoExisting } = options;
  const recipient = await org.newRecipient(hasConversation);
  const text = `Parcel ${(cases += 1)} is on its way.`;
  const api = org.openApi(way.dialect, { hasty });
  const isSpoiled = action !== undefined;
  // Connected and with a token beforehand, so that the deadline is all the send's own.
  if (hasty === true) await api.describeToken();
  if (isSpoiled) await org.misbehave(SENDS, action, times);

  const answer = await way.send(api, { ...recipient, text, senderId: 'bot-1' });

  if (isSpoiled) await settled(org, action);
  return {
    answer,
    received: await org.countReceived(recipient, text),
    requests: (await org.newRequests()).filter(isSend).length,
  };
}

const isSend = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path.startsWith('/api/');

const LOOKS = 1_000;

/** The client may hang up before the request takes effect; the truth is looked at afterwards. */
async function settled(org: OrgUnderFire, { commit = 'never' }: Misbehaviour): Promise<void> {
  if (commit !== 'never') await carriedOut(org);
  await org.behave();
}

async function carriedOut(org: OrgUnderFire): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const seen = await org.pendingRequests();
    if (seen.some(({ executedStatus }) => executedStatus !== null)) return;
    await sleep(5);
  }
  throw new Error('the request never took effect');
}

const CERTAINLY_NOT_SENT: readonly SendAnswer['kind'][] = ['refused', 'conflict', 'unavailable'];

/** Says what an answer claims against the truth; undefined when the claim is right. */
export function falsehoodIn({ answer, received }: Played): string | undefined {
  if (CERTAINLY_NOT_SENT.includes(answer.kind) && received > 0)
    return 'called unsent, was received';
  if (answer.kind === 'accepted' && received === 0) return 'called accepted, was not received';
  return received > 1 ? `received ${received} times` : undefined;
}
