import { stripVTControlCharacters } from 'node:util';
import type { Command } from 'commander';
import type { CommandIo } from '../../cli/command-io';
import type { Desk, FailedEvent, ListedOutcome, OpenDesk } from '../../cli/desk/desk';
import { runCommand } from '../../cli/run-command';
import type { Schedule } from '../../cli/schedule/schedules';
import { NOTIFICATION_CANCELLED, REDRIVE_REQUESTED } from '../../lambda/contract/change-events';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { keysOf, recipientRefOf } from '../../lambda/steps/store-request';
import { anEvent } from './builders';
import { fixedIdentity } from './fixed-identity';
import { NO_LIMITS } from './limits';
import { loadStage, PATIENCE_MS } from './load-stage';

interface Published {
  readonly detailType: string;
  readonly detail: object;
  readonly source?: string;
}

/** Events that start the workflow; here they go as far as its first state. */
const STARTS: readonly string[] = [
  NOTIFICATION_REQUESTED,
  NOTIFICATION_CANCELLED,
  REDRIVE_REQUESTED,
];

/** A stack in memory, of which "Load session" is the production step, and the commands over it. */
export async function operatorDesk() {
  const stage = await loadStage();
  const { ledger, sessions, clock, killSwitch } = stage;
  const identity = fixedIdentity();
  const published: Published[] = [];
  const failed: FailedEvent[] = [];
  const kept = new Map<string, Schedule>();
  const erased: string[] = [];
  const keysWhere = async (fits: (key: string) => Promise<boolean>): Promise<string[]> => {
    const keys = ledger
      .notifications()
      .map((row) => (row.kind === 'waiting' ? row.intent : row).notificationKey);
    const answers = await Promise.all(keys.map(fits));
    return keys.filter((_, index) => answers[index]);
  };
  const desk: Desk = {
    publish: async (detailType, detail, source) => {
      published.push({ detailType, detail, source });
      if (STARTS.includes(detailType)) await stage.load(anEvent(detailType, detail));
    },
    names: {
      notificationKeyOf: async (asked) => (await keysOf(identity.keyedHash, asked)).notificationKey,
      recipientRefOf: (contactId) => recipientRefOf(identity, contactId),
    },
    archive: {
      findByRecipient: async (ref) =>
        keysWhere(async (key) => {
          const row = await ledger.fetchNotification(key);
          return (row?.kind === 'waiting' ? row.intent : row)?.recipientRef === ref;
        }),
      findEnded: async (outcome: ListedOutcome) =>
        keysWhere(async (key) => {
          const row = await ledger.fetchNotification(key);
          return row?.kind === 'concluded' && row.conclusion.outcome === outcome;
        }),
      findWaiting: async () =>
        keysWhere(async (key) => (await ledger.fetchNotification(key))?.kind === 'waiting'),
    },
    ledger,
    sessions,
    pauses: {
      fetchPause: async () => killSwitch.fetchPause(),
      pause: async (types) => killSwitch.pull({ everything: types.length === 0, types }),
      resume: async () => killSwitch.pull({}),
    },
    eraser: {
      findContacts: async (contactId) => [contactId],
      silence: async (recipientRef, atMs) => {
        erased.push('silence');
        await ledger.changePreference({ recipientRef, consent: 'optedOut', atMs });
      },
      forgetNotification: async () => {
        erased.push('notification');
      },
      forgetSessions: async () => {
        erased.push('sessions');
        return 1;
      },
    },
    schedules: {
      create: async () => 'created',
      fetch: async (name) => kept.get(name),
      replace: async () => undefined,
      remove: async (name) => (kept.delete(name) ? 'removed' : 'unknown'),
      list: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
    },
    queue: () => ({
      take: async () =>
        failed
          .filter(({ body }) => !taken.has(body))
          .map((each) => {
            taken.add(each.body);
            return each;
          }),
      remove: async (handle) => {
        failed.splice(
          failed.findIndex((each) => each.handle === handle),
          1,
        );
      },
    }),
    openPlan: async () => ({
      ledger,
      killSwitch,
      sessions,
      clock,
      identity,
      limits: NO_LIMITS,
      settings: { unknownContact: 'reject', needsDeployment: true, patienceMs: PATIENCE_MS },
      templates: {},
      audience: { kind: 'everybody' },
    }),
    nowMs: clock.nowMs,
    sleep: async (ms) => clock.advance(ms),
  };
  const taken = new Set<string>();
  const run = async (
    commandFor: (io: CommandIo, openDesk: OpenDesk) => Command,
    ...argv: string[]
  ) => {
    let out = '';
    let err = '';
    let code: 0 | 1 | 2 = 0;
    const io: CommandIo = {
      environment: { PROACTIVE_STACK: 'a-stack' },
      nowMs: clock.nowMs,
      write: (text) => {
        out += text;
      },
      complain: (text) => {
        err += text;
      },
      readText: async () => 'Your order is late.\n',
      exit: (said) => {
        code = said;
      },
    };
    await runCommand(
      commandFor(io, async () => desk),
      argv,
      io,
    );
    // Read for its words: whether they are coloured is up to the terminal, or the CI, it runs in.
    return { code, out: stripVTControlCharacters(out), err: stripVTControlCharacters(err) };
  };
  return { ...stage, desk, run, published, failed, kept, erased };
}
