import pc from 'picocolors';
import type { Decision, Outcome } from '../lambda/contract/outcomes';
import { nextStepOfHold } from '../lambda/domain/holds';
import { mayBeRedriven } from '../lambda/domain/notification';
import type { Notification } from '../lambda/domain/notification';

/** A notification as a person reads it, and as a script does: no text and no contact in it. */
export interface NotificationView {
  readonly notificationKey: string;
  readonly state: Outcome | 'PENDING' | 'HELD';
  readonly reason?: string;
  readonly nextStep: string;
  readonly type?: string;
  readonly occurrence?: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly channel?: string;
  readonly missing?: readonly string[];
  readonly correlationId?: string;
  /** When somebody looks at it again. */
  readonly heldUntil?: string;
  readonly concludedAt?: string;
  readonly redrives: number;
  /** A send of before whose answer was lost is not settled. */
  readonly isInDoubt: boolean;
  readonly decisions: readonly Decision[];
}

const UNDER_WAY = 'Nothing: an attempt is under way, or the next sweep starts one.';
const DOUBT_FIRST =
  'Nothing: an earlier send may have arrived, and the conversation is asked first.';

export function viewOf(notification: Notification): NotificationView {
  const { decisions, redrives = 0 } = notification;
  const isInDoubt = notification.doubt !== undefined;
  if (notification.kind === 'concluded') {
    const { version: _, outcome: state, genesysCalls: __, ...conclusion } = notification.conclusion;
    return { ...conclusion, state, redrives, isInDoubt: isInDoubt && state !== 'SENT', decisions };
  }
  const { intent, hold } = notification;
  const { notificationKey, type, occurrence, conversationId } = intent;
  const known = { notificationKey, type, occurrence, conversationId, redrives, isInDoubt };
  if (hold === undefined) {
    const nextStep = isInDoubt ? DOUBT_FIRST : UNDER_WAY;
    return { ...known, state: 'PENDING', nextStep, decisions };
  }
  const { reason, untilMs } = hold;
  return {
    ...known,
    state: 'HELD',
    reason,
    nextStep: nextStepOfHold(reason),
    heldUntil: new Date(untilMs).toISOString(),
    decisions,
  };
}

/** What a decision means; what is not here says it itself. */
const MEANINGS: Readonly<Record<string, string>> = {
  ready: 'the registry knows a conversation',
  new: 'no conversation is known: a new session',
  fallback: 'no conversation is live: the next channel',
  active: 'Genesys: the conversation is live',
  closed: 'Genesys: the conversation has ended',
  notFound: 'Genesys does not know the conversation',
  accepted: 'Genesys accepted the message',
  conflict: 'Genesys refused: the conversation is in another state than it was a moment ago',
  refused: 'Genesys refused',
  unavailable: 'Genesys did not take it now',
  unknown: 'no answer: the message may be out',
  exact: 'the conversation shows the message',
  weak: 'the conversation shows a message with the same words',
  absent: 'the conversation does not show the message, looked at twice',
  unreadable: 'the conversation could not be read',
  notSent: 'nothing had left',
  recipientBusy: 'another message to this contact is under way',
  outOfTime: 'too little time was left to record an answer',
  slotLost: 'somebody else took over',
  channelsExhausted: 'no channel is left to try',
  cancelAsked: 'somebody asked to cancel',
  cancelTooLate: 'somebody asked to cancel while it was being sent',
  rescheduled: 'moved to another time',
  rescheduleTooLate: 'somebody asked to move it while it was being sent',
  redriven: 'somebody asked to try again',
};

const COLOURS: Readonly<Record<NotificationView['state'], (text: string) => string>> = {
  SENT: pc.green,
  SUPPRESSED: pc.yellow,
  EXPIRED: pc.yellow,
  HELD: pc.cyan,
  PENDING: pc.cyan,
  REJECTED: pc.red,
  PARKED: pc.red,
};

export const colouredState = (state: NotificationView['state']): string =>
  pc.bold(COLOURS[state](state));

/** The decision record as a timeline: when, what was decided, on what evidence, and what is next. */
export function timelineText(view: NotificationView): string {
  const { notificationKey, state, reason, type, occurrence, decisions } = view;
  // An erased notification has no occurrence any more.
  const name = `${occurrence ?? 'erased'} (${type ?? 'default'})`;
  const lines = [
    `${pc.bold(name)}  ${colouredState(state)}${reason === undefined ? '' : ` ${reason}`}`,
    pc.dim(notificationKey),
    ...toLines(decisions),
    ...factsOf(view).map(([label, value]) => `  ${pc.dim(label.padEnd(LABEL))} ${value}`),
    `  ${pc.dim('next step'.padEnd(LABEL))} ${view.nextStep}`,
  ];
  if (mayBeTried(view)) {
    lines.push(`  ${pc.dim('again'.padEnd(LABEL))} npx proactive redrive ${notificationKey}`);
  }
  return lines.join('\n');
}

const LABEL = 12;

const mayBeTried = ({ state }: NotificationView): boolean =>
  state === 'HELD' || (state !== 'PENDING' && mayBeRedriven(state));

function factsOf(view: NotificationView): [string, string][] {
  const { conversationId, messageId, channel, missing, correlationId, heldUntil } = view;
  const facts: [string, string | undefined][] = [
    ['concluded', view.concludedAt],
    ['held until', heldUntil],
    ['conversation', conversationId],
    ['message', messageId],
    ['channel', channel],
    ['missing', missing?.join(', ')],
    ['correlation', correlationId],
    ['redriven', view.redrives === 0 ? undefined : `${view.redrives} time(s)`],
    ['in doubt', view.isInDoubt ? 'an earlier send may have arrived' : undefined],
  ];
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [[label, value]]));
}

/** Times of the same day are told without it. */
function toLines(decisions: readonly Decision[]): string[] {
  const width = Math.max(0, ...decisions.map(({ step }) => step.length));
  let day = '';
  return decisions.flatMap(({ at, step, decision, evidence, genesysCalls = 0 }) => {
    const [date = '', time = ''] = at.split('T');
    const isNewDay = date !== day;
    day = date;
    const calls = genesysCalls === 0 ? '' : pc.dim(` [${genesysCalls} call(s)]`);
    return [
      ...(isNewDay ? [`  ${pc.dim(date)}`] : []),
      `  ${time.slice(0, 8)}  ${step.padEnd(width)}  ${MEANINGS[decision] ?? decision}${evidenceText(evidence)}${calls}`,
    ];
  });
}

function evidenceText(evidence: Decision['evidence'] = {}): string {
  const told = Object.entries(evidence).filter(([, value]) => value !== 'none');
  return told.length === 0
    ? ''
    : pc.dim(` (${told.map(([name, value]) => `${name} ${value}`).join(', ')})`);
}
