import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { bearerOf } from '../api/authentication';
import type { FaultRegistry } from '../faults/fault-registry';
import { commitOf, playFault } from '../faults/play-fault';
import type { Platform } from '../model/platform';
import { callInProcess, type Arrival } from './in-process-http';
import { readRequestBody } from './request-body';
import type { RequestLog, RequestRecord } from './request-log';
import { writeAnswer, type WireAnswer } from './wire-answer';

export interface FrontDoor {
  readonly platform: Platform;
  /** Neither of the two listens; the front door passes requests on to them. */
  readonly api: Server;
  readonly control: Server;
  readonly faults: FaultRegistry;
  readonly requests: RequestLog;
  readonly reportBug: (error: unknown) => void;
}

const basicUser = (authorization: string | undefined): string | undefined => {
  const encoded = /^basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  return encoded && Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
};

const clientIdOf = (platform: Platform, arrival: Arrival): string | undefined => {
  const { authorization } = arrival.headers;
  const token = bearerOf(authorization);
  if (token !== undefined) return platform.tokens.get(token)?.clientId;
  return basicUser(authorization);
};

const watchEnd = (response: ServerResponse, record: RequestRecord): void => {
  const startedAt = performance.now();
  response.once('close', () => {
    record.durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  });
};

const serveApi = async (
  door: FrontDoor,
  arrival: Arrival,
  response: ServerResponse,
): Promise<void> => {
  const clientId = clientIdOf(door.platform, arrival);
  const [path = ''] = arrival.url.split('?');
  const record = door.requests.open({
    ...arrival,
    path: arrival.url,
    time: door.platform.clock.now(),
    clientId,
  });
  watchEnd(response, record);
  response.setHeader('Date', new Date(door.platform.clock.now()).toUTCString());
  const hit = door.faults.takeForRequest({ method: arrival.method, path, clientId });
  if (hit === undefined) {
    const answer = await callInProcess(door.api, arrival);
    record.status = answer.status;
    writeAnswer(response, answer);
    return;
  }
  record.fault = { id: hit.id, kind: hit.action.kind, commit: commitOf(hit.action) };
  const execute = async (): Promise<WireAnswer> => {
    const answer = await callInProcess(door.api, arrival);
    record.executedStatus = answer.status;
    return answer;
  };
  await playFault({ response, execute }, hit.action);
  if (response.headersSent) record.status = response.statusCode;
};

const isControl = (url: string): boolean => url === '/control' || /^\/control[/?]/.test(url);

const serve = async (
  door: FrontDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = 'GET', url = '/', headers } = request;
  const body = await readRequestBody(request);
  if (body === undefined) return;
  const arrival = { method, url, headers, body };
  if (isControl(url)) writeAnswer(response, await callInProcess(door.control, arrival));
  else await serveApi(door, arrival, response);
};

/** Longer than any client keeps an idle connection: a reset on reuse must be a fault that somebody asked for. */
const keepAliveTimeout = 120_000;

/** Every request passes here: it is logged, may be spoiled by a fault, and is answered by one of the two routers. */
export const createFrontDoor = (door: FrontDoor): Server =>
  createServer({ keepAliveTimeout }, (request, response) => {
    serve(door, request, response).catch((error: unknown) => {
      door.reportBug(error);
      response.destroy();
    });
  });
