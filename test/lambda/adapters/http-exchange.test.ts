import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { objectWith } from '../../support/anything';
import { closingServers } from '../../support/closing-servers';
import { answerJson } from '../../support/loopback-server';

const sender = (deadlineMs = 5_000) => createHttpSender({ deadlineMs, nowMs: Date.now });
const post = (url: string, deadlineMs?: number) =>
  sender(deadlineMs)({ method: 'POST', url, headers: { 'x-trace': 't' }, body: '{"text":"ü"}' });

describe('createHttpSender', () => {
  const serve = closingServers();

  it('gives status, headers and body of an answer', async () => {
    const server = await serve((response) => {
      response.setHeader('inin-correlation-id', 'c-1');
      answerJson(response, 201, { id: 'm-1' });
    });

    expect(await post(`${server.url}/path?x=1`)).toEqual({
      kind: 'answered',
      status: 201,
      headers: objectWith({ 'inin-correlation-id': 'c-1' }),
      body: { id: 'm-1' },
    });
  });

  it('sends method, path, headers and the whole body, measured in bytes', async () => {
    const server = await serve((response) => answerJson(response, 200, {}));

    await post(`${server.url}/path?x=1`);

    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/path?x=1',
        headers: { 'x-trace': 't', 'content-length': '13' },
        body: '{"text":"ü"}',
      },
    ]);
  });

  it('sends a GET without a body', async () => {
    const server = await serve((response) => answerJson(response, 200, {}));

    await sender()({ method: 'GET', url: server.url, headers: {} });

    expect(server.seen).toMatchObject([{ method: 'GET', body: '' }]);
    expect(server.seen[0]?.headers).not.toHaveProperty('content-length');
  });

  it.each([301, 302, 303, 307, 308])(
    'does not follow a %i, and its target sees nothing',
    async (status) => {
      const target = await serve((response) => answerJson(response, 200, {}));
      const server = await serve((response) => {
        response.writeHead(status, { location: target.url }).end();
      });

      expect(await post(server.url)).toMatchObject({ kind: 'answered', status });
      expect(target.seen).toEqual([]);
      expect(server.seen).toHaveLength(1);
    },
  );

  it('keeps its connection from one request to the next', async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((response) => {
      ports.add(response.socket?.remotePort);
      answerJson(response, 200, {});
    });
    const send = sender();
    const request = { method: 'GET', url: server.url, headers: {} } as const;

    for (let times = 0; times < 3; times += 1) await send(request);

    expect(ports.size).toBe(1);
  });

  it('leaves a connection alone that was idle for long', async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((response) => {
      ports.add(response.socket?.remotePort);
      answerJson(response, 200, {});
    });
    let nowMs = 0;
    const send = createHttpSender({ deadlineMs: 5_000, nowMs: () => nowMs });
    const request = { method: 'GET', url: server.url, headers: {} } as const;

    await send(request);
    nowMs += 60_000;
    await send(request);

    expect(ports.size).toBe(2);
  });

  it('keeps the status when the body is cut', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":');
      setImmediate(() => response.socket?.destroy());
    });

    expect(await post(server.url)).toMatchObject({
      kind: 'answered',
      status: 200,
      body: undefined,
    });
  });

  it('keeps the status of a body of 50 MB and stops reading it', async () => {
    let written = 0;
    const piece = Buffer.alloc(1024 * 1024, ' ');
    const server = await serve((response) => {
      response.writeHead(202);
      const write = () => {
        if (response.destroyed || written === 50) return void response.end();
        written += 1;
        return void response.write(piece, () => setImmediate(write));
      };
      write();
    });

    expect(await post(server.url)).toMatchObject({
      kind: 'answered',
      status: 202,
      body: undefined,
    });
    expect(written).toBeLessThan(50);
  });

  it.each(['<html>busy</html>', '{"id":', ''])(
    'keeps the status of a body that is not JSON: %p',
    async (body) => {
      const server = await serve((response) => response.writeHead(200).end(body));

      expect(await post(server.url)).toMatchObject({
        kind: 'answered',
        status: 200,
        body: undefined,
      });
    },
  );
});
