import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { WireAnswer } from '../http/wire-answer';

/** Resolves when the time is over or the client has gone, whichever comes first. */
export const pauseOrGone = (response: ServerResponse, ms: number): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    }
    response.once('close', done);
  });

export const untilGone = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.once('close', () => resolve());
  });

const headOf = ({ status, headers, body }: WireAnswer): string =>
  [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    'Connection: close',
    '\r\n',
  ].join('\r\n');

export interface Pace {
  readonly bytes: number;
  readonly intervalMs: number;
}

/** Writes onto the bare socket, a few bytes at a time: a client's inactivity timeout never fires. */
export const dripOut = async (
  response: ServerResponse,
  answer: WireAnswer,
  pace: Pace & { readonly part: 'headers' | 'body' },
): Promise<void> => {
  const { socket } = response;
  if (socket === null) return;
  const head = Buffer.from(headOf(answer));
  if (pace.part === 'body') socket.write(head);
  const rest = pace.part === 'body' ? answer.body : Buffer.concat([head, answer.body]);
  for (let sent = 0; sent < rest.length && !socket.destroyed; sent += pace.bytes) {
    socket.write(rest.subarray(sent, sent + pace.bytes));
    await pauseOrGone(response, pace.intervalMs);
  }
  socket.end();
};

/** Promises the whole body, sends a part of it and closes the connection. */
export const cutOff = (response: ServerResponse, answer: WireAnswer, afterBytes: number): void => {
  const { socket } = response;
  if (socket === null) return;
  socket.write(headOf(answer));
  socket.write(answer.body.subarray(0, afterBytes), () => socket.destroy());
};

const chunk = Buffer.alloc(64 * 1024, 'x');

/** Streams a body that nobody should read to its end; stops when the client does. */
export const flood = async (
  response: ServerResponse,
  bytes: number,
  contentType: string,
): Promise<void> => {
  response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': bytes });
  for (let sent = 0; sent < bytes && !response.destroyed; sent += chunk.length) {
    const flowing = response.write(chunk.subarray(0, Math.min(chunk.length, bytes - sent)));
    if (!flowing) await drained(response);
  }
  response.end();
};

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    function done(): void {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    }
    response.once('drain', done);
    response.once('close', done);
  });
