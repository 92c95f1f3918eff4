import type { IncomingHttpHeaders } from 'node:http';

export interface RequestRecord {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly time: string;
  readonly clientId: string | null;
  readonly bodySize: number;
  readonly body: string;
  /** What the client saw; null while unanswered, and for good when the socket was reset or never answered. */
  status: number | null;
  durationMs: number | null;
  /** What the operation itself came to, when a fault hid or delayed it. */
  executedStatus: number | null;
  fault: { readonly id: string; readonly kind: string; readonly commit: string } | null;
}

export interface RequestLog {
  open(facts: RequestFacts): RequestRecord;
  since(seq: number): readonly RequestRecord[];
  clear(): void;
}

export interface RequestFacts {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly time: number;
  readonly clientId: string | undefined;
  readonly body: Buffer;
}

/** Enough to tell two credentials apart, not enough to use one. */
const redactAuthorization = (value: string): string => {
  const [scheme = '', credentials = ''] = value.split(' ');
  return `${scheme} …${credentials.slice(-4)}`;
};

const toLoggedHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const logged: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = [value].flat().join(', ');
    logged[name] = name === 'authorization' ? redactAuthorization(text) : text;
  }
  return logged;
};

export const createRequestLog = (): RequestLog => {
  let records: RequestRecord[] = [];
  return {
    open: ({ method, path, headers, time, clientId, body }) => {
      const record: RequestRecord = {
        seq: records.length + 1,
        method,
        path,
        headers: toLoggedHeaders(headers),
        time: new Date(time).toISOString(),
        clientId: clientId ?? null,
        bodySize: body.length,
        body: body.toString('utf8'),
        status: null,
        durationMs: null,
        executedStatus: null,
        fault: null,
      };
      records.push(record);
      return record;
    },
    since: (seq) => records.slice(Math.max(0, seq)),
    clear: () => {
      records = [];
    },
  };
};
