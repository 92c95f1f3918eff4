import { decideRoute } from '../../../lambda/domain/route';
import type { RouteSettings } from '../../../lambda/domain/route';
import type { Session } from '../../../lambda/domain/session';
import { anIntent, aPolicy } from '../../support/builders';

const settings = (fields: Partial<RouteSettings> = {}): RouteSettings => ({
  unknownContact: 'reject',
  needsDeployment: true,
  ...fields,
});

const known: Session = {
  conversationId: 'conversation-1',
  contactId: 'contact-1',
  deploymentId: 'deployment-1',
  webchatSessionId: 'web-1',
};

describe('decideRoute', () => {
  it.each([
    ['park', { kind: 'hold', reason: 'WAITING_FOR_RETURN' }],
    ['fallback', { kind: 'fallback', route: { deploymentId: 'deployment-1' } }],
  ] as const)('leads a contact without a conversation, under %s, to %p', (whenClosed, expected) => {
    const intent = anIntent({ policy: aPolicy({ whenClosed }) });
    const session = { contactId: 'contact-1', deploymentId: 'deployment-1' };

    expect(decideRoute(intent, [session], settings())).toEqual(expected);
  });

  it('leads to the conversation that the registry knows', () => {
    const route = decideRoute(anIntent(), [known], settings());

    expect(route).toEqual({
      kind: 'ready',
      route: {
        conversationId: 'conversation-1',
        deploymentId: 'deployment-1',
        webchatSessionId: 'web-1',
      },
    });
  });

  it('leads to the conversation that the request names when the registry knows none', () => {
    const intent = anIntent({ conversationId: 'conversation-9' });

    const decided = decideRoute(intent, [], settings({ defaultDeploymentId: 'deployment-0' }));

    expect(decided).toMatchObject({
      kind: 'ready',
      route: { conversationId: 'conversation-9', deploymentId: 'deployment-0' },
    });
  });

  it('believes the registry more than the request about the conversation', () => {
    const intent = anIntent({ conversationId: 'conversation-9' });

    const decided = decideRoute(intent, [known], settings());

    expect(decided).toMatchObject({ route: { conversationId: 'conversation-1' } });
  });

  it('believes the request more than the registry about its own web session', () => {
    const intent = anIntent({ webchatSessionId: 'web-9' });

    const decided = decideRoute(intent, [known], settings());

    expect(decided).toMatchObject({ route: { webchatSessionId: 'web-9' } });
  });

  it('opens a new session for a contact whose session has no conversation yet', () => {
    const session = { contactId: 'contact-1', deploymentId: 'deployment-1' };

    expect(decideRoute(anIntent(), [session], settings()).kind).toBe('new');
  });

  it('opens a new session for a stranger when the stage allows it', () => {
    const stage = settings({ unknownContact: 'startNew', defaultDeploymentId: 'deployment-0' });

    expect(decideRoute(anIntent(), [], stage).kind).toBe('new');
  });

  it.each([
    { session: 'onlyIfLive', whenClosed: 'startNew' },
    { session: 'append', whenClosed: 'drop' },
  ] as const)('opens nothing against the policy $session, $whenClosed', (policy) => {
    const session = { contactId: 'contact-1', deploymentId: 'deployment-1' };

    const decided = decideRoute(anIntent({ policy: aPolicy(policy) }), [session], settings());

    expect(decided).toEqual({ kind: 'end', reason: 'CONVERSATION_CLOSED' });
  });

  it('rejects a contact nobody has ever seen', () => {
    const stage = settings({ defaultDeploymentId: 'deployment-0' });

    expect(decideRoute(anIntent(), [], stage)).toEqual({ kind: 'end', reason: 'UNKNOWN_CONTACT' });
  });

  it('rejects a session of another contact', () => {
    const decided = decideRoute(anIntent({ contactId: 'contact-2' }), [known], settings());

    expect(decided).toEqual({ kind: 'end', reason: 'SESSION_OF_ANOTHER_CONTACT' });
  });

  it('does not speak into a named conversation of another contact, though the web session is own', () => {
    const intent = anIntent({ contactId: 'contact-2', conversationId: 'conversation-1' });
    const own = { contactId: 'contact-2', webchatSessionId: 'web-2', deploymentId: 'deployment-1' };

    const decided = decideRoute(intent, [known, own], settings());

    expect(decided).toEqual({ kind: 'end', reason: 'SESSION_OF_ANOTHER_CONTACT' });
  });

  it('rejects what has no deployment where one is needed', () => {
    const decided = decideRoute(anIntent(), [{ ...known, deploymentId: undefined }], settings());

    expect(decided).toEqual({ kind: 'end', reason: 'NO_DEPLOYMENT' });
  });

  it('does without a deployment where none is needed', () => {
    const session = { ...known, deploymentId: undefined };

    const decided = decideRoute(anIntent(), [session], settings({ needsDeployment: false }));

    expect(decided.kind).toBe('ready');
  });
});
