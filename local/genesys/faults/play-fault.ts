import type { ServerResponse } from 'node:http';
import { writeAnswer, type WireAnswer } from '../http/wire-answer';
import type { Commit, RequestAction } from './fault-schema';
import { cutOff, dripOut, flood, pauseOrGone, untilGone } from './raw-wire';

export interface Exchange {
  readonly response: ServerResponse;
  /** Lets the request take effect and returns the honest answer. */
  readonly execute: () => Promise<WireAnswer>;
}

const answersHonestly = new Set<RequestAction['kind']>(['delay', 'drip', 'cut']);

/** A fault that spoils the way of the honest answer needs one; the others stand for a request that never arrived. */
export const commitOf = (action: RequestAction): Commit =>
  action.commit ?? (answersHonestly.has(action.kind) ? 'before' : 'never');

const jsonAnswer = (status: number, body: unknown): WireAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json' },
  body: Buffer.from(JSON.stringify(body)),
});

/** Stands in for the honest answer when there is none yet. */
const pretendedAnswer = jsonAnswer(200, { status: 'accepted', note: 'x'.repeat(200) });

const gatewayTimeout = jsonAnswer(504, {
  message: 'The request timed out.',
  code: 'request.timeout',
  status: 504,
});

const page = '<!doctype html><html><body><h1>Gateway</h1></body></html>';

const toBytes = (body: unknown): Buffer => {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

const wait = async (response: ServerResponse, closeAfterMs: number | undefined): Promise<void> => {
  if (closeAfterMs === undefined) return untilGone(response);
  await pauseOrGone(response, closeAfterMs);
  response.destroy();
};

type AnsweringAction = Extract<RequestAction, { kind: 'answer' | 'redirect' | 'non-json' }>;
type SpoilingAction = Exclude<RequestAction, { kind: 'delay' }>;

const answers = (action: SpoilingAction): action is AnsweringAction =>
  action.kind === 'answer' || action.kind === 'redirect' || action.kind === 'non-json';

/** The faults that are whole, well-formed HTTP answers, only not the ones that the client expects. */
const toWrongAnswer = (action: AnsweringAction): WireAnswer => {
  switch (action.kind) {
    case 'answer': {
      const headers = { 'Content-Type': action.contentType, ...action.headers };
      return { status: action.status, headers, body: toBytes(action.body) };
    }
    case 'redirect':
      return {
        status: action.status,
        headers: { Location: action.location },
        body: Buffer.alloc(0),
      };
    case 'non-json': {
      const headers = { 'Content-Type': 'text/html; charset=utf-8' };
      return { status: action.status, headers, body: Buffer.from(page) };
    }
  }
};

const spoil = async (
  response: ServerResponse,
  action: Exclude<SpoilingAction, AnsweringAction>,
  answer: WireAnswer,
): Promise<void> => {
  switch (action.kind) {
    case 'drip':
      return dripOut(response, answer, action);
    case 'cut':
      cutOff(response, answer, action.afterBytes ?? Math.floor(answer.body.length / 2));
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silence':
      return wait(response, action.closeAfterMs);
    case 'huge':
      return flood(response, action.bytes, action.contentType);
  }
};

/** A late answer: the request took effect at once, takes effect as late as its answer, or never does. */
const playDelay = async (exchange: Exchange, commit: Commit, ms: number): Promise<void> => {
  const early = commit === 'before' ? await exchange.execute() : undefined;
  await pauseOrGone(exchange.response, ms);
  const late = commit === 'after' ? await exchange.execute() : undefined;
  writeAnswer(exchange.response, early ?? late ?? gatewayTimeout);
};

export const playFault = async (exchange: Exchange, action: RequestAction): Promise<void> => {
  const commit = commitOf(action);
  if (action.kind === 'delay') return playDelay(exchange, commit, action.ms);
  const honest = commit === 'before' ? await exchange.execute() : undefined;
  if (answers(action)) writeAnswer(exchange.response, toWrongAnswer(action));
  else await spoil(exchange.response, action, honest ?? pretendedAnswer);
  if (commit !== 'after') return;
  await untilGoneOrFinished(exchange.response);
  await new Promise((resolve) => {
    setTimeout(resolve, action.commitDelayMs);
  });
  await exchange.execute();
};

const untilGoneOrFinished = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed || response.writableFinished) {
      resolve();
      return;
    }
    response.once('finish', () => resolve());
    response.once('close', () => resolve());
  });
