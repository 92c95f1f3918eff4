import { startLoopbackServer } from './loopback-server';
import type { Answer, LoopbackServer } from './loopback-server';

/** Starts servers for one test each; they are gone when it is over. */
export function closingServers(): (answer: Answer) => Promise<LoopbackServer> {
  const servers: LoopbackServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  return async (answer) => {
    const server = await startLoopbackServer(answer);
    servers.push(server);
    return server;
  };
}
