import * as v from 'valibot';
import type { MessageTemplates } from '../contract/message-templates';
import type { Problem } from '../contract/problems';
import { parseOwn } from '../contract/unreadable-data-error';
import type { Limits } from '../contract/limits';
import type { LoadSessionOutput } from '../contract/workflow';
import type { Intent, Notification, WaitingNotification } from '../domain/notification';
import { decideRoute } from '../domain/route';
import type { RouteSettings } from '../domain/route';
import { resolveTimes } from '../domain/times';
import type { Session } from '../domain/session';
import type { Clock, HeldSlot, Identity, KillSwitch, Ledger, SessionFinder } from '../domain/ports';
import { alreadyTold, conclude } from './conclude';
import { concludeCancelled } from './cancel';
import { findWords } from './find-words';
import { guard } from './guard';
import { meetChange } from './meet-change';
import { readRequest } from './read-request';
import type { ReadRequest } from './read-request';
import { redrive } from './redrive';
import { contradiction, reject, rejectAs } from './refuse-request';
import { classifyRepeat, identify } from './store-request';
import type { IdentifiedRequest } from './store-request';
import { timeFactsOf } from './time-facts';
import { waitForCustomer } from './wait-for-customer';
import { termsOf } from './while-waiting';

export interface LoadSessionDeps {
  readonly ledger: Ledger;
  readonly killSwitch: KillSwitch;
  readonly sessions: SessionFinder;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly settings: RouteSettings & {
    /** Whose clock a local time is read from where the recipient's zone is unknown. Default UTC. */
    readonly defaultTimeZone?: string;
    /** How long a notification without a deliverBy may wait for its contact. */
    readonly patienceMs: number;
  };
  /** The templates of the stage, by id. */
  readonly templates: MessageTemplates;
  readonly limits: Limits;
}

const inputSchema = v.object({ executionName: v.string(), event: v.unknown() });

/**
 * State "Load session": the intent is in the ledger before anything else happens, then the registry says
 * where the contact is. A template is filled here, once: what is stored is what will be sent, whatever becomes of
 * the template. Repeats and unusable events end here.
 */
export const loadSession =
  (deps: LoadSessionDeps) =>
  async (input: unknown): Promise<LoadSessionOutput> => {
    const { executionName, event } = parseOwn(inputSchema, input, 'the input of Load session');
    const read = readRequest(event, deps.clock.nowMs());
    if (read.kind === 'invalid') return rejectAs(read);
    if (read.kind === 'known') return resume(deps, read.notificationKey, read.conflict);
    if (read.kind === 'new') return takeIn(deps, read, executionName);
    if (read.kind === 'redrive') {
      const redriven = await redrive(deps, read);
      return redriven === 'reopened' ? resume(deps, read.notificationKey) : { kind: 'nothing' };
    }
    return change(deps, read, executionName);
  };

/** Takes back or moves what was requested. */
async function change(
  deps: LoadSessionDeps,
  read: Extract<ReadRequest, { kind: 'change' }>,
  requestedBy: string,
): Promise<LoadSessionOutput> {
  const wish = read.change.kind === 'rescheduled' ? read.change.change : undefined;
  const facts = await timeFactsOf(deps, wish, read.eventAtMs);
  const met = await meetChange(deps, { change: read.change, facts, requestedBy });
  if (met.kind === 'moved') return resume(deps, met.notificationKey);
  return met.kind === 'unusable' ? reject(read, met.problems) : met;
}

/** Stores a request before anything else, and goes on with it. */
async function takeIn(
  deps: LoadSessionDeps,
  read: Extract<ReadRequest, { kind: 'new' }>,
  requestedBy: string,
): Promise<LoadSessionOutput> {
  const facts = await timeFactsOf(deps, read.request, read.eventAtMs);
  const resolved = resolveTimes(read.request, facts);
  if (resolved.kind === 'invalid') return reject(read, resolved.problems);
  const { times } = resolved;
  const request = await identify({ ...deps, ...deps.settings }, read.request, {
    requestedBy,
    times,
  });
  const words = findWords(deps.templates, read.request);
  if (words.kind === 'unrenderable') return withoutWords(deps, request, read, words.problems);

  const intent = { ...request, text: words.text };
  const stored = await deps.ledger.storeIntent(intent);
  return stored.kind === 'stored'
    ? findRoute(deps, fresh(intent))
    : meetRepeat(deps, request, stored.known);
}

async function meetRepeat(
  deps: LoadSessionDeps,
  request: IdentifiedRequest,
  known: Notification,
): Promise<LoadSessionOutput> {
  switch (classifyRepeat(request, known)) {
    case 'ours':
      return resume(deps, request.notificationKey);
    case 'inHand':
      return { kind: 'nothing', notificationKey: request.notificationKey };
    case 'mismatch':
      return contradiction(deps.clock, request);
    case 'ended':
      return known.kind === 'concluded' ? alreadyTold(known) : { kind: 'nothing' };
  }
}

/**
 * A template that is gone or has other variables now is no news to a request the ledger took when it was still
 * there: only one that is no repeat is refused.
 */
async function withoutWords(
  deps: LoadSessionDeps,
  request: IdentifiedRequest,
  event: { eventId: string; eventType: string },
  problems: readonly Problem[],
): Promise<LoadSessionOutput> {
  const known = await deps.ledger.fetchNotification(request.notificationKey);
  return known === undefined || classifyRepeat(request, known) === 'mismatch'
    ? reject(event, problems)
    : meetRepeat(deps, request, known);
}

const fresh = (intent: Intent): WaitingNotification => ({
  kind: 'waiting',
  intent,
  attempts: 0,
  conflicts: 0,
  looks: 0,
  decisions: [],
});

/** Goes on with a notification the ledger knows. A conflict event counts only if the ledger met that conflict itself. */
async function resume(
  deps: LoadSessionDeps,
  notificationKey: string,
  conflict?: number,
): Promise<LoadSessionOutput> {
  const known = await deps.ledger.fetchNotification(notificationKey);
  if (known?.kind !== 'waiting') return conflict ? { kind: 'nothing' } : alreadyTold(known);
  if (conflict !== undefined && conflict !== known.conflicts) return { kind: 'nothing' };
  // An earlier attempt may have died with the request under way: first that has to be settled.
  const slot = await deps.ledger.fetchSlot(known.intent.recipientRef);
  if (isInDoubt(known, slot)) return { kind: 'doubt', notificationKey };
  if (known.cancelAskedAtMs !== undefined) return concludeCancelled(deps, known);
  return findRoute(deps, known);
}

const isInDoubt = (
  { doubt, intent }: WaitingNotification,
  slot: { kind: 'free' } | HeldSlot,
): boolean =>
  doubt !== undefined ||
  (slot.kind === 'held' &&
    slot.phase === 'SENDING' &&
    slot.ticket.notificationKey === intent.notificationKey);

async function findRoute(
  deps: LoadSessionDeps,
  notification: WaitingNotification,
): Promise<LoadSessionOutput> {
  const { intent } = notification;
  const recipient = await deps.ledger.fetchRecipient(intent.recipientRef);
  const note = (decided: string) => [decision(deps, decided)];
  const stopped = await guard(deps, { notification, recipient, note });
  if (stopped !== undefined) return stopped;
  const sessions = await findSessions(deps.sessions, intent);
  const decided = decideRoute(intent, sessions, deps.settings);
  if (decided.kind === 'end' || decided.kind === 'hold') {
    const { reason } = decided;
    const decisions = [decision(deps, reason)];
    if (decided.kind === 'hold') {
      return waitForCustomer(deps, notification, { reason: decided.reason, decisions });
    }
    const { conversationId } = intent;
    return conclude(deps, notification, { reason: decided.reason, decisions, conversationId });
  }
  const decisions = [decision(deps, decided.kind)];
  const { notificationKey, requestId } = intent;
  return { ...decided, notificationKey, requestId, terms: termsOf(notification), decisions };
}

const isOfAnother = (
  contactId: string,
  session: Session,
): session is Session & { readonly contactId: string } =>
  session.contactId !== undefined && session.contactId !== contactId;

/**
 * The most exact thing the request names comes first; the contact is asked when that leads nowhere, and when the policy
 * waits for the contact, who comes back in a conversation that no request can name.
 */
async function findSessions(sessions: SessionFinder, intent: Intent): Promise<Session[]> {
  const { conversationId, webchatSessionId, contactId, policy } = intent;
  const found = [
    ...(conversationId === undefined ? [] : await sessions.findByConversation(conversationId)),
    ...(webchatSessionId === undefined
      ? []
      : await sessions.findByWebchatSession(webchatSessionId)),
  ];
  // A contact that was merged into this one is this one.
  const named = await Promise.all(
    found.map(async (session) =>
      isOfAnother(contactId, session)
        ? { ...session, contactId: await sessions.survivorOf(session.contactId) }
        : session,
    ),
  );
  const leadsSomewhere = named.some((session) => session.conversationId !== undefined);
  const foreign = named.some((session) => isOfAnother(contactId, session));
  const meansContact = policy.whenClosed === 'park' || policy.session === 'waitForClose';
  return (leadsSomewhere && !meansContact) || foreign
    ? named
    : [...named, ...(await sessions.findByContact(contactId))];
}

const decision = (deps: LoadSessionDeps, decided: string) => ({
  at: new Date(deps.clock.nowMs()).toISOString(),
  step: 'Load session',
  decision: decided,
});
