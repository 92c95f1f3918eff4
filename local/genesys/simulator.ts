import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createApiServer } from './api/api-server';
import { createControlServer } from './control/control-server';
import { createEventLog } from './events/event-log';
import { createEventSources } from './events/event-sources';
import { createFaultRegistry } from './faults/fault-registry';
import { createFrontDoor } from './http/front-door';
import { createRequestLog } from './http/request-log';
import { attachGuestSockets } from './guest/guest-sockets';
import { createOAuthClient } from './model/oauth-client-creation';
import { createPlatform, emptyPlatform, type Platform } from './model/platform';
import { defaultSettings, type Settings } from './model/settings';

export interface SimulatorOptions {
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** The same seed gives the same ids; without one they are random. */
  readonly seed?: string | number;
  readonly organizationId?: string;
  readonly settings?: Partial<Settings>;
  /** Real time, replaceable in tests. */
  readonly realNow?: () => number;
  /** Told about failures of the simulator itself. */
  readonly reportBug?: (error: unknown) => void;
}

export interface RunningSimulator {
  readonly api: string;
  readonly login: string;
  readonly control: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly deploymentId: string;
  close(): Promise<void>;
}

interface Defaults {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly deploymentId: string;
}

const furnish = (platform: Platform, settings: Partial<Settings>): Defaults => {
  platform.settings = { ...defaultSettings, ...settings };
  const client = createOAuthClient(platform, { name: 'Default client' });
  const deploymentId = platform.identifiers.uuid('deployment');
  platform.deployments.set(deploymentId, {
    id: deploymentId,
    name: 'Default deployment',
    divisionId: platform.homeDivisionId,
    threadingWindowMinutes: undefined,
    disconnectType: 'Send',
    clearAllowed: true,
  });
  return { clientId: client.id, clientSecret: client.secret, deploymentId };
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts a Genesys Cloud org of its own on a loopback port. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<RunningSimulator> => {
  const { settings = {}, reportBug = () => undefined } = options;
  const platform = createPlatform({
    seed: String(options.seed ?? randomUUID()),
    realNow: options.realNow,
    organizationId: options.organizationId,
  });
  const faults = createFaultRegistry(() => platform.identifiers.uuid('fault'));
  const requests = createRequestLog();
  const events = createEventLog(platform);
  const eventSources = createEventSources(platform, ({ detailType }, eventSourceId) =>
    faults.planDetour({ topic: detailType, eventSourceId }),
  );
  platform.listeners.announced = (announcement) =>
    eventSources.distribute(events.publish(announcement));

  const reset = (): Readonly<Record<string, string>> => {
    eventSources.clear();
    faults.clear();
    requests.clear();
    events.clear();
    emptyPlatform(platform);
    return { ...furnish(platform, settings) };
  };

  const defaults = furnish(platform, settings);
  const api = createApiServer(platform, reportBug);
  const control = createControlServer(
    { platform, events, eventSources, faults, requests, reset },
    reportBug,
  );
  await Promise.all([api.ready(), control.ready()]);
  const server = createFrontDoor({
    platform,
    api: api.server,
    control: control.server,
    faults,
    requests,
    reportBug,
  });
  const guestSockets = attachGuestSockets(server, platform, reportBug);
  const port = await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    api: url,
    login: url,
    control: `${url}/control`,
    ...defaults,
    close: async () => {
      eventSources.clear();
      platform.clock.close();
      guestSockets.close();
      await closeServer(server);
      await Promise.all([api.close(), control.close()]);
    },
  };
};
