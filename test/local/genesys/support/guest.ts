import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { until } from './until';
import type { Org } from './org';
import { readJson } from './read-json';

export interface FrameBody {
  readonly type?: string;
  readonly direction?: string;
  readonly newSession?: boolean;
  readonly jwt?: string;
}

export interface Frame {
  readonly type: string;
  readonly class: string;
  readonly code: number;
  readonly body: FrameBody;
  readonly tracingId?: string;
}

/** A guest's browser tab, spoken by the `ws` client. */
export const openGuest = async (org: Org, token: string = randomUUID()) => {
  const url = `${org.api.replace('http', 'ws')}/v1?deploymentId=${org.deploymentId}`;
  const socket = new WebSocket(url, { headers: { origin: 'https://shop.example' } });
  const frames: Frame[] = [];
  socket.on('message', (data) => {
    if (Buffer.isBuffer(data)) frames.push(readJson<Frame>(data.toString('utf8')));
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  const send = (frame: object): void => socket.send(JSON.stringify({ token, ...frame }));
  const next = (matches: (frame: Frame) => boolean): Promise<Frame> =>
    until(() => frames.find(matches));
  const ask = (frame: object): Promise<Frame> => {
    const tracingId = randomUUID();
    send({ ...frame, tracingId });
    return next((each) => each.tracingId === tracingId);
  };

  return {
    token,
    frames,
    ask,
    next,
    configure: (fields: object = {}) =>
      ask({ action: 'configureSession', deploymentId: org.deploymentId, ...fields }),
    say: (text: string, fields: object = {}) =>
      ask({ action: 'onMessage', message: { type: 'Text', text }, ...fields }),
    presence: (type: 'Join' | 'Clear') =>
      ask({
        action: 'onMessage',
        message: { type: 'Event', events: [{ eventType: 'Presence', presence: { type } }] },
      }),
    isClosed: () => socket.readyState === WebSocket.CLOSED,
    close: async (): Promise<void> => {
      socket.close();
      await until(() => socket.readyState === WebSocket.CLOSED);
    },
  };
};
