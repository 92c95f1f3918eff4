import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { EventTarget } from '../events/aws-sender';
import type { Platform } from '../model/platform';
import type { ControlDependencies } from './control-deps';
import { found, parseInput } from './control-input';
import { bodyOf, idOf } from './route-params';

const text = v.pipe(v.string(), v.minLength(1));

const partnerName = v.pipe(
  v.string(),
  v.regex(
    /^aws\.partner\/genesys\.com\/cloud\/[\w-]+\/[\w.-]{1,64}$/,
    'aws.partner/genesys.com/cloud/<orgId>/<suffix>',
  ),
);

const awsFields = {
  endpoint: v.pipe(v.string(), v.url()),
  region: v.optional(text, 'us-east-1'),
  accessKeyId: text,
  secretAccessKey: text,
  topics: v.optional(v.array(text)),
};

const sourceSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('partner'),
    ...awsFields,
    name: v.optional(partnerName),
    suffix: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)), 'simulator'),
  }),
  v.strictObject({
    kind: v.literal('custom'),
    ...awsFields,
    busName: text,
    source: v.optional(
      v.pipe(
        text,
        v.check((name) => !name.startsWith('aws.'), 'a source without aws. in front'),
      ),
      'com.genesys.cloud',
    ),
  }),
]);
type SourceInput = v.InferOutput<typeof sourceSchema>;

const replaySchema = v.strictObject({
  eventId: text,
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1),
});

const toTarget = (platform: Platform, input: SourceInput): EventTarget => {
  const { endpoint, region, accessKeyId, secretAccessKey } = input;
  const place = { endpoint, region, accessKeyId, secretAccessKey };
  switch (input.kind) {
    case 'partner': {
      const name = `aws.partner/genesys.com/cloud/${platform.organization.id}/${input.suffix}`;
      return { ...place, kind: 'partner', source: input.name ?? name };
    }
    case 'custom':
      return { ...place, kind: 'custom', source: input.source, busName: input.busName };
  }
};

/** Where the org's events go, and which ones there were. */
export const addEventRoutes = (
  app: FastifyInstance,
  { platform, events, eventSources }: ControlDependencies,
): void => {
  app.post('/control/event-sources', async (request, reply) => {
    const input = parseInput(sourceSchema, bodyOf(request));
    const source = await eventSources.add({
      target: toTarget(platform, input),
      topics: input.topics,
    });
    return reply.code(201).send(source);
  });

  app.get('/control/event-sources', () => eventSources.list());

  app.delete('/control/event-sources/:id', (request) => {
    const id = idOf(request);
    found(eventSources.remove(id) ? id : undefined, 'event source', id);
    return { removed: 1 };
  });

  app.get('/control/events', () =>
    events.list().map(({ eventId, seq, emittedAt, detailType, detail }) => ({
      eventId,
      seq,
      time: new Date(emittedAt).toISOString(),
      'detail-type': detailType,
      detail,
    })),
  );

  app.post('/control/events/replay', (request) => {
    const { eventId, times } = parseInput(replaySchema, bodyOf(request));
    const event = found(events.find(eventId), 'event', eventId);
    for (let turn = 0; turn < times; turn += 1) eventSources.distribute(event);
    return { replayed: times };
  });
};
