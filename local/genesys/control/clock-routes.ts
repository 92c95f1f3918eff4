import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { settingsPatchSchema } from '../model/settings';
import type { ControlDependencies } from './control-deps';
import { parseInput } from './control-input';
import { bodyOf } from './route-params';

const advanceSchema = v.strictObject({ ms: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** The two things that hold for the whole org: its time and its settings. */
export const addClockRoutes = (app: FastifyInstance, { platform }: ControlDependencies): void => {
  const readClock = (): Record<string, unknown> => {
    const now = platform.clock.now();
    return { now: new Date(now).toISOString(), epochMs: now };
  };

  app.get('/control/clock', readClock);
  app.post('/control/clock/advance', (request) => {
    platform.clock.advance(parseInput(advanceSchema, bodyOf(request)).ms);
    return readClock();
  });

  app.get('/control/settings', () => platform.settings);
  app.patch('/control/settings', (request) => {
    const changes = parseInput(settingsPatchSchema, bodyOf(request));
    platform.settings = { ...platform.settings, ...changes };
    return platform.settings;
  });
};
