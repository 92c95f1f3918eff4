import type { Exchange } from '../../lambda/domain/answer';
import type { SendAnswer } from '../../lambda/domain/ports';
import type { MemoryLedger, Store } from './memory-ledger';
import type { ProfileName } from './profiles';
import type { Doubt } from './scenario';
import type { AwsPorts, Kit, Subject } from './subject';
import type { Actor } from './labels';
import { readSend } from './worker-genesys';

/** The protocol with one thing wrong, and where that is known to show. */
export interface Mutant {
  readonly subject: Subject;
  /** Undefined for one that nothing can kill; `why` says what else holds. */
  readonly dies?: { readonly profile: ProfileName; readonly doubt: Doubt; readonly seed: number };
  readonly why?: string;
}

/** The same thing with some of its methods replaced; the rest goes on as before. */
export function override<T extends object>(inner: T, replaced: Partial<T>): T {
  return new Proxy(inner, {
    get: (target, name, receiver) => {
      const value: unknown = Object.hasOwn(replaced, name)
        ? Reflect.get(replaced, name)
        : Reflect.get(target, name, receiver);
      return value;
    },
  });
}

/** A mutant whose store treats a request differently. */
export const ofStore =
  (change: (ledger: MemoryLedger) => Partial<Store>) =>
  (ledger: MemoryLedger): Store =>
    override<Store>(ledger, change(ledger));

const SENDERS: readonly Actor[] = ['Post message', 'Open new session', 'Send by channel'];

/** A mutant in which certain steps see their ledger differently. */
export const ofPorts =
  (
    actors: readonly Actor[] | 'senders',
    change: (aws: AwsPorts, kit: Kit, ledger: MemoryLedger) => Partial<AwsPorts>,
  ) =>
  (kit: Kit, ledger: MemoryLedger): Kit => {
    const wanted = actors === 'senders' ? SENDERS : actors;
    if (!wanted.includes(kit.worker.actor)) return kit;
    return { ...kit, aws: override(kit.aws, change(kit.aws, kit, ledger)) };
  };

/** A mutant that takes exchanges of one kind for certainly not sent. */
export const ofReading =
  (isTakenForNotSent: (exchange: Exchange) => boolean) =>
  (exchange: Exchange): SendAnswer =>
    isTakenForNotSent(exchange)
      ? { kind: 'unavailable', cause: 'MUTANT', retryAfterSeconds: 1 }
      : readSend(exchange);

export const hasStatus =
  (low: number, high: number) =>
  (exchange: Exchange): boolean =>
    exchange.kind === 'answered' && exchange.status >= low && exchange.status <= high;

export const hasCause =
  (cause: string) =>
  (exchange: Exchange): boolean =>
    exchange.kind === 'noAnswer' && exchange.cause === cause;
