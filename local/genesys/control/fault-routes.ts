import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { eventFaultSchema, requestFaultSchema, seededFaultSchema } from '../faults/fault-schema';
import type { ControlDependencies } from './control-deps';
import { found, parseInput } from './control-input';
import { bodyOf, idOf } from './route-params';

const eventActionSchema = v.object({
  action: v.object({ kind: v.pipe(v.string(), v.startsWith('events-')) }),
});

/** Misbehaviour on command: of answers by request, of deliveries by event. */
export const addFaultRoutes = (
  app: FastifyInstance,
  { faults, eventSources }: ControlDependencies,
): void => {
  app.post('/control/faults', (request, reply) => {
    const body = bodyOf(request);
    const id = v.is(eventActionSchema, body)
      ? faults.addEventFault(parseInput(eventFaultSchema, body))
      : faults.addRequestFault(parseInput(requestFaultSchema, body));
    return reply.code(201).send({ id });
  });

  app.post('/control/faults/seeded', (request, reply) => {
    const id = faults.addSeededFault(parseInput(seededFaultSchema, bodyOf(request)));
    return reply.code(201).send({ id });
  });

  app.get('/control/faults', () => faults.list());

  app.get('/control/faults/:id', (request) => {
    const id = idOf(request);
    return found(
      faults.list().find((fault) => fault.id === id),
      'fault',
      id,
    );
  });

  app.delete('/control/faults', () => {
    const ids = faults.list().map(({ id }) => id);
    faults.clear();
    for (const id of ids) eventSources.release(id);
    return { removed: ids.length };
  });

  app.delete('/control/faults/:id', (request) => {
    const id = idOf(request);
    found(faults.remove(id) ? id : undefined, 'fault', id);
    eventSources.release(id);
    return { removed: 1 };
  });
};
