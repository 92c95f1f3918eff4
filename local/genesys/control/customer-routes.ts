import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { Contact, Deployment } from '../model/platform';
import type { ControlDependencies } from './control-deps';
import { ControlRefusal, found, parseInput } from './control-input';
import { receivedBy } from './received';
import { bodyOf, idOf } from './route-params';

const text = v.pipe(v.string(), v.minLength(1));

const contactSchema = v.strictObject({
  id: v.optional(text),
  name: v.optional(text, 'Guest'),
  divisionId: v.optional(text),
  anonymous: v.optional(v.boolean(), false),
});

const deploymentSchema = v.strictObject({
  id: v.optional(text),
  name: v.optional(text, 'Messenger'),
  divisionId: v.optional(text),
  threadingWindowMinutes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4320)),
  ),
  disconnectType: v.optional(v.picklist(['Send', 'ReadOnly']), 'Send'),
  clearAllowed: v.optional(v.boolean(), true),
});

const demandFree = (known: ReadonlyMap<string, unknown>, what: string, id: string): void => {
  if (known.has(id)) throw new ControlRefusal(409, `a ${what} with the id ${id} exists`);
};

/** Who can be written to, and the Messenger deployments they use. */
export const addCustomerRoutes = (
  app: FastifyInstance,
  { platform }: ControlDependencies,
): void => {
  const { contacts, deployments, identifiers, homeDivisionId } = platform;

  app.post('/control/contacts', (request, reply) => {
    const input = parseInput(contactSchema, bodyOf(request));
    const contact: Contact = {
      ...input,
      id: input.id ?? identifiers.uuid('contact'),
      divisionId: input.divisionId ?? homeDivisionId,
    };
    demandFree(contacts, 'contact', contact.id);
    contacts.set(contact.id, contact);
    return reply.code(201).send(contact);
  });

  app.get('/control/contacts', () => [...contacts.values()]);

  app.get('/control/contacts/:id/received', (request) => {
    const id = idOf(request);
    const known = contacts.has(id) || platform.conversationsByRecipient.has(id);
    found(known ? id : undefined, 'contact or recipient', id);
    return receivedBy(platform, id);
  });

  app.post('/control/deployments', (request, reply) => {
    const input = parseInput(deploymentSchema, bodyOf(request));
    const deployment: Deployment = {
      ...input,
      id: input.id ?? identifiers.uuid('deployment'),
      divisionId: input.divisionId ?? homeDivisionId,
      threadingWindowMinutes: input.threadingWindowMinutes,
    };
    demandFree(deployments, 'deployment', deployment.id);
    deployments.set(deployment.id, deployment);
    return reply.code(201).send(deployment);
  });

  app.get('/control/deployments', () => [...deployments.values()]);
};
