import type { ServerResponse } from 'node:http';

/** A whole answer before it goes onto the wire, where a fault may still spoil it. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Headers that belong to one connection, and what the server writes itself. */
const hopHeaders = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
]);

const spelling: Readonly<Record<string, string>> = {
  'inin-correlation-id': 'ININ-Correlation-Id',
  'content-type': 'Content-Type',
  'retry-after': 'Retry-After',
};

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

export const toWireHeaders = (
  headers: Readonly<Record<string, unknown>>,
): Record<string, string> => {
  const wire: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopHeaders.has(name)) continue;
    wire[spelling[name] ?? name] = toText(value);
  }
  return wire;
};

const hasBody = (status: number): boolean => status !== 204 && status !== 304;

export const writeAnswer = (response: ServerResponse, answer: WireAnswer): void => {
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(hasBody(answer.status) ? { 'Content-Length': answer.body.length } : {}),
  });
  response.end(answer.body);
};
