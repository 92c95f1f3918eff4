import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { GuestNotice, Platform } from '../model/platform';
import { createMessageRate } from './message-rate';
import { takeFrame } from './frame-dispatch';
import { detach, type GuestConnection } from './guest-connection';
import { guestErrors, toErrorFrame, toMessageFrame, type ServerFrame } from './guest-frames';
import { toStructuredMessage } from './structured-message';

export interface GuestSockets {
  close(): void;
}

const toDisconnectFrame = (platform: Platform, readOnly: boolean): ServerFrame => {
  const id = platform.identifiers.uuid('guest-event');
  return toMessageFrame({
    id,
    type: 'Event',
    direction: 'Outbound',
    channel: { time: new Date(platform.clock.now()).toISOString(), messageId: id },
    events: [{ eventType: 'Presence', presence: { type: 'Disconnect' } }],
    metadata: { readOnly: String(readOnly) },
  });
};

const tell = (connection: GuestConnection, notice: GuestNotice): void => {
  const { platform } = connection;
  switch (notice.kind) {
    case 'message': {
      const correlationId = platform.identifiers.uuid('guest-correlation');
      const nickname = platform.settings.agentlessSenderName;
      connection.send(
        toMessageFrame(toStructuredMessage(notice.message, { correlationId, nickname })),
      );
      return;
    }
    case 'disconnected':
      connection.send(toDisconnectFrame(platform, notice.readOnly));
      return;
    case 'tabClosed':
      detach(connection);
      connection.close();
  }
};

/** The deployment id that a guest connects for, or the HTTP status that refuses the connection. */
const admitUpgrade = (platform: Platform, url: string): string | 400 | 404 => {
  const { pathname, searchParams } = new URL(url, 'ws://simulator');
  if (pathname !== '/v1') return 404;
  const deploymentId = searchParams.get('deploymentId');
  if (deploymentId === null) return 400;
  return platform.deployments.has(deploymentId) ? deploymentId : 404;
};

const refuseUpgrade = (socket: Duplex, status: 400 | 404): void => {
  const reason = status === 400 ? 'Bad Request' : 'Not Found';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** The guest's side of web messaging: `/v1?deploymentId=` on the same port. */
export const attachGuestSockets = (
  server: Server,
  platform: Platform,
  reportBug: (error: unknown) => void,
): GuestSockets => {
  const sockets = new WebSocketServer({ noServer: true });
  const connections = new Set<GuestConnection>();
  const admit = createMessageRate(platform);

  const peersOf = (connection: GuestConnection): GuestConnection[] =>
    [...connections].filter(({ session }) => session === connection.session);

  const open = (socket: WebSocket, deploymentId: string): void => {
    const connection: GuestConnection = {
      platform,
      deploymentId,
      session: undefined,
      send: (frame, tracingId) => {
        socket.send(JSON.stringify(tracingId === undefined ? frame : { ...frame, tracingId }));
      },
      broadcast: (frame, tracingId) => {
        for (const peer of peersOf(connection)) peer.send(frame, tracingId);
      },
      close: () => socket.close(1000),
    };
    connections.add(connection);
    socket.on('message', (data) => {
      try {
        takeFrame(connection, Buffer.isBuffer(data) ? data.toString('utf8') : '', admit);
      } catch (error) {
        reportBug(error);
        connection.send(toErrorFrame(guestErrors.unexpected, 'Unexpected error'));
      }
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      detach(connection);
      connections.delete(connection);
    });
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const admission = admitUpgrade(platform, request.url ?? '/');
    if (typeof admission === 'number') {
      refuseUpgrade(socket, admission);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (guest) => open(guest, admission));
  });

  platform.listeners.noticed = (guestToken, notice) => {
    for (const connection of connections) {
      if (connection.session?.token === guestToken) tell(connection, notice);
    }
  };

  return {
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
};
