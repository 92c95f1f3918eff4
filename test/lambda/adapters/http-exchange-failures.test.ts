import { createServer } from 'node:net';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { listeningPort } from '../../local/genesys/support/listening-port';
import { closingServers } from '../../support/closing-servers';
import { answerJson } from '../../support/loopback-server';

const sender = (deadlineMs = 5_000) => createHttpSender({ deadlineMs, nowMs: Date.now });
const post = (url: string, deadlineMs?: number) =>
  sender(deadlineMs)({ method: 'POST', url, headers: { 'x-trace': 't' }, body: '{"text":"ü"}' });

describe('createHttpSender', () => {
  const serve = closingServers();

  it('does not know what became of a request whose connection was reset after it was read', async () => {
    const server = await serve((response) => response.socket?.resetAndDestroy());

    expect(await post(server.url)).toEqual({ kind: 'noAnswer', cause: 'ECONNRESET' });
    expect(server.seen).toHaveLength(1);
  });

  it('does not know either when the server hung up without a word', async () => {
    const server = await serve((response) => response.socket?.end());

    expect(await post(server.url)).toMatchObject({ kind: 'noAnswer' });
    expect(server.seen).toHaveLength(1);
  });

  it('does not know when the connection was reset before anyone understood the request', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const port = await listeningPort(server);

    const exchange = await post(`http://127.0.0.1:${port}`);
    server.close();

    expect(exchange).toEqual({ kind: 'noAnswer', cause: 'ECONNRESET' });
  });

  it('never sends again on a kept connection that the server closes', async () => {
    let answered = 0;
    const server = await serve((response) => {
      answered += 1;
      if (answered === 1) answerJson(response, 200, {});
      else response.socket?.resetAndDestroy();
    });
    const send = sender();
    const request = { method: 'POST', url: server.url, headers: {}, body: '{}' } as const;
    await send(request);

    expect((await send(request)).kind).toBe('noAnswer');
    expect(server.seen).toHaveLength(2);
  });

  it('does not know what became of a request that met silence until the deadline', async () => {
    const server = await serve(() => undefined);

    expect(await post(server.url, 60)).toEqual({ kind: 'noAnswer', cause: 'DEADLINE' });
    expect(server.seen).toHaveLength(1);
  });

  it('does not let a trickle of headers outlast the deadline', async () => {
    const server = await serve((response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => response.socket?.write('x: y\r\n'), 10);
      response.on('close', () => clearInterval(timer));
    });

    expect(await post(server.url, 100)).toEqual({ kind: 'noAnswer', cause: 'DEADLINE' });
  });

  it('does not let a trickle of body outlast the deadline, and keeps the status', async () => {
    const server = await serve((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });

    expect(await post(server.url, 100)).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('knows that nothing was sent to a port where nobody listens', async () => {
    const server = await serve(() => undefined);
    await server.close();

    expect(await post(server.url)).toEqual({ kind: 'notSent', cause: 'ECONNREFUSED' });
  });

  it('knows that nothing was sent to a name that does not exist', async () => {
    const exchange = await post('http://nobody.invalid/');

    expect(exchange).toMatchObject({ kind: 'notSent' });
    expect(exchange).toHaveProperty('cause', expect.stringMatching(/ENOTFOUND|EAI_AGAIN/));
  });

  it('knows that nothing was sent when TLS failed', async () => {
    const server = await serve(() => undefined);

    expect(await post(server.url.replace('http:', 'https:'))).toMatchObject({ kind: 'notSent' });
    expect(server.seen).toEqual([]);
  });

  it('knows that nothing was sent when the deadline came before the connection', async () => {
    const tarpit = createServer();
    const port = await listeningPort(tarpit);

    // Somebody takes the connection and never answers the TLS hello.
    const exchange = await post(`https://127.0.0.1:${port}/`, 60);
    tarpit.close();

    expect(exchange).toEqual({ kind: 'notSent', cause: 'DEADLINE' });
  });
});
