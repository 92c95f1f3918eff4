import { createServer, request } from 'node:http';
import { once } from 'node:events';

/** Stands before AWS, counts the requests and passes them on as they are: a signature covers the name of the host. */
export interface AwsCounter {
  readonly endpoint: string;
  /** Operations asked for since the last time, in their order. */
  take(): string[];
  close(): Promise<void>;
}

export async function startAwsCounter(endpoint: string): Promise<AwsCounter> {
  let operations: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    operations.push(String(headers['x-amz-target']).split('.').at(-1) ?? '');
    const onward = request(new URL(url ?? '/', endpoint), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    endpoint: `http://localhost:${port}`,
    take: () => {
      const taken = operations;
      operations = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
