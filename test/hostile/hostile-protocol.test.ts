import type { Socket } from 'node:net';
import { startOrgUnderFire } from './org-under-fire';
import type { OrgUnderFire } from './org-under-fire';
import { startRawServer } from './raw-server';

const TEXT = 'Your parcel is late.';
const head = (...lines: string[]): string => [...lines, '', ''].join('\r\n');
const says =
  (bytes: string, then?: 'end' | 'reset') =>
  (socket: Socket): void => {
    if (then === 'reset') socket.write(bytes, () => socket.resetAndDestroy());
    else if (then === 'end') socket.end(bytes);
    else socket.write(bytes);
  };

const DOUBTS: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['bytes of another protocol', says('\x16\x03\x01\x02\x00\x01', 'end')],
  ['a greeting of another protocol', says('SSH-2.0-OpenSSH_9.6\r\n', 'end')],
  ['a status line without a status', says('HTTP/1.1 \r\n\r\n', 'end')],
  ['a status that is no number', says('HTTP/1.1 OK 200\r\n\r\n', 'end')],
  ['a head that is cut', says('HTTP/1.1 200 OK\r\nContent-Ty', 'end')],
  ['a head that is cut by a reset', says('HTTP/1.1 200 OK\r\nContent-Ty', 'reset')],
  ['a head without end', says(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`, 'end')],
  ['a head of too many lines', says(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`, 'end')],
  ['two lengths', says(head('HTTP/1.1 200 OK', 'content-length: 2', 'content-length: 9'), 'end')],
  ['only an interim answer', says(head('HTTP/1.1 102 Processing'), 'end')],
  [
    'a switch of protocols',
    says(head('HTTP/1.1 101 Switching', 'upgrade: h2c', 'connection: upgrade')),
  ],
  ['silence after an interim answer', says(head('HTTP/1.1 103 Early Hints'))],
  ['an end without a word', says('', 'end')],
];

const okay = head('HTTP/1.1 200 OK', 'content-length: 2');
const ACCEPTED: readonly (readonly [string, (socket: Socket) => void])[] = [
  ['an interim answer first', says(`${head('HTTP/1.1 103 Early Hints')}${okay}{}`)],
  ['many interim answers first', says(`${head('HTTP/1.1 102 Processing').repeat(50)}${okay}{}`)],
  ['two answers to one request', says(`${okay}{}${head('HTTP/1.1 500 No', 'content-length: 0')}`)],
  ['a body without a length', says(`${head('HTTP/1.1 200 OK')}{}`, 'end')],
  ['a body longer than announced', says(`${okay}{}{}{}`)],
  [
    'a length that is cut short by a reset',
    says(`${head('HTTP/1.1 200 OK', 'content-length: 9')}{`, 'reset'),
  ],
  ['broken chunks', says(`${head('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}zz\r\n`, 'end')],
  ['a chunk without end', says(`${head('HTTP/1.1 200 OK', 'transfer-encoding: chunked')}5\r\nab`)],
  ['bytes that are no text', says(`${okay}\xff\xfe`)],
];

/** Whoever leaves the connection open without another word ends by our deadline, and only then is it a short one. */
const SILENT: ReadonlySet<string> = new Set([
  'a switch of protocols',
  'silence after an interim answer',
  'a chunk without end',
]);

describe('a send to a server that hardly speaks HTTP', () => {
  let org: OrgUnderFire;
  beforeAll(async () => {
    org = await startOrgUnderFire();
  }, 60_000);
  afterAll(() => org.close());

  async function sendTo(name: string, answer: (socket: Socket) => void) {
    const server = await startRawServer(answer);
    const api = org.openApi('platform', { hasty: SILENT.has(name), apiUrl: server.url });
    const said = await api.sendIntoConversation({ contactId: 'c-1', text: TEXT });
    await server.close();
    return { said, heard: server.countHeard(TEXT) };
  }

  it.each(DOUBTS)('is in doubt after %s', async (name, answer) => {
    expect(await sendTo(name, answer)).toMatchObject({
      said: { kind: 'unknown', calls: 1 },
      heard: 1,
    });
  });

  it.each(ACCEPTED)('trusts the status it has read, with %s', async (name, answer) => {
    expect(await sendTo(name, answer)).toMatchObject({
      said: { kind: 'accepted', calls: 1 },
      heard: 1,
    });
  });

  it('knows that nothing left when nobody listens', async () => {
    const server = await startRawServer(() => undefined);
    await server.close();
    const api = org.openApi('platform', { apiUrl: server.url });

    const said = await api.sendIntoConversation({ contactId: 'c-1', text: TEXT });

    expect(said).toMatchObject({ kind: 'unavailable', cause: 'ECONNREFUSED', calls: 1 });
  });
});
