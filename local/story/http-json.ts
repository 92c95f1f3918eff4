import * as v from 'valibot';

const ANSWER_WITHIN_MS = 10_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends JSON and reads JSON, whatever the status. */
export async function exchangeJson(url: string, init: RequestInit = {}): Promise<HttpAnswer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), ...init });
  const text = await answer.text();
  const body: unknown = text === '' ? null : JSON.parse(text);
  return { status: answer.status, body };
}

/** A request with a JSON body. */
export function jsonRequest(
  method: string,
  body: unknown,
): { method: string; headers: Record<string, string>; body: string } {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Demands an answer of success in the given shape; throws what came instead. */
export async function demandJson<Schema extends v.GenericSchema>(
  schema: Schema,
  url: string,
  init: RequestInit = {},
): Promise<v.InferOutput<Schema>> {
  const { status, body } = await exchangeJson(url, init);
  const parsed = v.safeParse(schema, body);
  if (status < 300 && parsed.success) return parsed.output;
  throw new Error(`${init.method ?? 'GET'} ${url} answered ${status}: ${JSON.stringify(body)}`);
}
