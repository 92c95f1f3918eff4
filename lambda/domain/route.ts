import type { Reason } from '../contract/outcomes';
import type { Route } from '../contract/workflow';
import { decideDelivery } from './delivery';
import type { PatientReason } from './holds';
import type { Intent } from './notification';
import { chooseSession } from './session';
import type { Session } from './session';

export interface RouteSettings {
  /** Writes from here when the session names no deployment. */
  readonly defaultDeploymentId?: string;
  /** Whether somebody no event has ever named may be written to. */
  readonly unknownContact: 'reject' | 'startNew';
  /** The platform addresses (deployment, contact) and cannot send without the former. */
  readonly needsDeployment: boolean;
}

export type RouteDecision =
  /** A conversation is known; what state it is in, only Genesys can say. */
  | { readonly kind: 'ready'; readonly route: Route }
  /** There is no conversation to look at, and the policy opens one. */
  | { readonly kind: 'new'; readonly route: Route }
  /** Nor is there, and the policy has other channels. */
  | { readonly kind: 'fallback'; readonly route: Route }
  /** Nor is there, and the policy waits for one. */
  | { readonly kind: 'hold'; readonly reason: PatientReason }
  | { readonly kind: 'end'; readonly reason: Reason };

/** Decides from the registry where a notification could go, or why it can go nowhere. */
export function decideRoute(
  intent: Intent,
  sessions: readonly Session[],
  settings: RouteSettings,
): RouteDecision {
  const choice = chooseSession(intent.contactId, sessions);
  if (choice.kind === 'ofAnotherContact') return end('SESSION_OF_ANOTHER_CONTACT');
  const session: Session = choice.kind === 'found' ? choice.session : {};
  const route = toRoute(intent, session, settings);

  const obstacle = obstacleTo(route, choice.kind === 'found', settings);
  if (obstacle !== undefined) return end(obstacle);
  if (route.conversationId !== undefined) return { kind: 'ready', route };
  return withoutConversation(intent, route);
}

function withoutConversation({ policy }: Intent, route: Route): RouteDecision {
  const delivery = decideDelivery(policy, 'notFound');
  switch (delivery.kind) {
    case 'suppress':
      return end(delivery.reason);
    case 'hold':
      return delivery;
    case 'fallback':
      return { kind: 'fallback', route };
    case 'existing':
    case 'new':
      return { kind: 'new', route };
  }
}

const end = (reason: Reason): RouteDecision => ({ kind: 'end', reason });

/** Why nothing can be sent, whatever Genesys would say. */
function obstacleTo(route: Route, isKnown: boolean, settings: RouteSettings): Reason | undefined {
  const isStranger = !isKnown && route.conversationId === undefined;
  if (isStranger && settings.unknownContact === 'reject') return 'UNKNOWN_CONTACT';
  if (settings.needsDeployment && route.deploymentId === undefined) return 'NO_DEPLOYMENT';
  return undefined;
}

/** The registry knows conversations better than a request does; the request knows its own web session better. */
function toRoute(intent: Intent, session: Session, settings: RouteSettings): Route {
  return {
    conversationId: session.conversationId ?? intent.conversationId,
    deploymentId: session.deploymentId ?? settings.defaultDeploymentId,
    webchatSessionId: intent.webchatSessionId ?? session.webchatSessionId,
  };
}
