import { createServer } from 'node:http';
import { listeningPort } from './listening-port';
import { readJson } from './read-json';

interface Entry {
  readonly DetailType: string;
  readonly Detail: string;
}

interface Put {
  readonly target: string;
  readonly authorization: string;
  readonly entries: readonly Entry[];
}

/** An EventBridge endpoint that writes down what it is given. */
export const startAwsStub = async (port = 0) => {
  const puts: Put[] = [];
  let failures = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { Entries } = readJson<{ Entries: Put['entries'] }>(Buffer.concat(chunks).toString());
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (failures > 0) {
        failures -= 1;
        const entry = { ErrorCode: 'InternalFailure', ErrorMessage: 'not now' };
        response.end(
          JSON.stringify({ FailedEntryCount: Entries.length, Entries: Entries.map(() => entry) }),
        );
        return;
      }
      puts.push({
        target: String(request.headers['x-amz-target']),
        authorization: String(request.headers.authorization),
        entries: Entries,
      });
      response.end(
        JSON.stringify({ FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'e' })) }),
      );
    });
  });
  const listening = await listeningPort(server, port);
  return {
    puts,
    port: listening,
    endpoint: `http://127.0.0.1:${listening}`,
    entries: () => puts.flatMap((put) => put.entries),
    failNext: (times: number) => {
      failures = times;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
