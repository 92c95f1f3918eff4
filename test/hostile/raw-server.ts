import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { listeningPort } from '../local/genesys/support/listening-port';

/** A server below HTTP: it collects what comes and answers with whatever bytes it is told. */
export async function startRawServer(answer: (socket: Socket) => void) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const index = heard.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const before = heard[index] ?? '';
      heard[index] = before + chunk.toString('latin1');
      // Once the whole request is there, as an application would.
      if (!isWhole(before) && isWhole(heard[index])) answer(socket);
    });
  });
  const port = await listeningPort(server);
  return {
    url: `http://127.0.0.1:${port}`,
    /** How often the bytes of a text arrived. */
    countHeard: (text: string) => heard.join('\n').split(text).length - 1,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function isWhole(request: string): boolean {
  const [head = '', body] = request.split('\r\n\r\n', 2);
  const announced = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return body !== undefined && body.length >= announced;
}
