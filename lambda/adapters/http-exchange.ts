import * as http from 'node:http';
import * as https from 'node:https';
import type { Exchange } from '../domain/answer';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type SendHttp = (request: HttpRequest) => Promise<Exchange>;

/** A larger answer than this is nothing Genesys documents; the status has been read by then and counts. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A connection idle for longer may have died unseen while the function was frozen, and a request on it would end in doubt. */
const MAX_IDLE_MS = 4_000;

/** Failures that happen before a byte of the request reaches an application. */
const NOT_SENT_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Sends each request once, within one deadline for everything, and never follows a redirect or tries again.
 * `node:https` rather than `fetch`: its first call costs a fifth of the time (docs/adr/0007).
 */
export function createHttpSender(options: { deadlineMs: number; nowMs: () => number }): SendHttp {
  let agents = newAgents();
  let lastUsedMs = options.nowMs();

  return (request) => {
    const nowMs = options.nowMs();
    if (nowMs - lastUsedMs > MAX_IDLE_MS) agents = newAgents();
    lastUsedMs = nowMs;
    return new URL(request.url).protocol === 'https:'
      ? exchange(https.request, agents.https, request, options.deadlineMs)
      : exchange(http.request, agents.http, request, options.deadlineMs);
  };
}

const newAgents = () => ({
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
});

function exchange(
  open: typeof https.request,
  agent: http.Agent,
  request: HttpRequest,
  deadlineMs: number,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let connected = false;
    let answer: { status: number; headers: Record<string, string> } | undefined;
    const chunks: Buffer[] = [];
    const body = request.body === undefined ? undefined : Buffer.from(request.body);
    const outgoing = open(request.url, {
      method: request.method,
      agent,
      headers: { ...request.headers, ...(body && { 'content-length': body.byteLength }) },
    });

    const finish = (result: Exchange) => {
      clearTimeout(deadline);
      resolve(result);
    };
    const fail = (code: string) => {
      if (answer !== undefined) return finish({ kind: 'answered', ...answer, body: undefined });
      const neverLeft = !connected || NOT_SENT_CODES.has(code);
      return finish({ kind: neverLeft ? 'notSent' : 'noAnswer', cause: code });
    };
    const deadline = setTimeout(() => {
      fail('DEADLINE');
      outgoing.destroy();
    }, deadlineMs);

    outgoing.on('socket', (socket) => {
      // A kept-alive socket is connected already and emits no further event; TLS counts once it is secure.
      const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
      if (outgoing.reusedSocket) connected = true;
      else socket.once(ready, () => (connected = true));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
    outgoing.on('response', (response) => {
      answer = { status: response.statusCode ?? 0, headers: flatten(response.headers) };
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size <= MAX_BODY_BYTES) return void chunks.push(chunk);
        fail('BODY_TOO_LARGE');
        outgoing.destroy();
      });
      response.on('error', () => fail('BODY_CUT'));
      response.on('close', () => fail('BODY_CUT'));
      response.on('end', () => {
        if (answer) finish({ kind: 'answered', ...answer, body: parseJson(Buffer.concat(chunks)) });
      });
    });
    outgoing.end(body);
  });
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
