import { withEmulator } from '../stack/emulator';
import { createStackTables } from '../stack/stack-tables';
import { synthesizeStack } from '../stack/template';
import type { Progress, RunOptions } from '../frame/measurement';
import { createCallBook } from './call-book';
import type { BookedCall } from './call-book';
import { countEvents } from './count-events';
import type { EventKind } from './count-events';
import { createCustomers } from './customers';
import { deliver } from './deliver';
import type { Delivered } from './deliver';
import { startGenesys } from './genesys';
import type { Genesys } from './genesys';
import { openStage } from './stage';
import { openEmulatedStore } from './store';
import type { Store } from './store';
import { createVirtualClock } from './virtual-clock';

/** A way a notification can go, with everything that was counted on it. */
export interface Path {
  readonly name: string;
  /** How many went this way. */
  readonly times: number;
  readonly calls: readonly BookedCall[];
  readonly delivered: readonly Delivered[];
  readonly genesysCalls: number;
}

/** A minute between two of them: nobody waits for another's slot. */
const APART_MS = 60_000;
const WARM_UP = 20;

export interface Counted {
  readonly paths: readonly [Path, ...Path[]];
  readonly events: readonly EventKind[];
}

/** Plays requests and events through the functions' steps, over the emulator's DynamoDB and the simulator. */
export async function countCalls({ isQuick }: RunOptions, progress: Progress): Promise<Counted> {
  process.env.CDK_VALIDATION = 'false';
  const template = synthesizeStack();
  const genesys = await startGenesys();
  try {
    return await withEmulator(async (emulator) => {
      const tables = await createStackTables(emulator, template);
      const store = openEmulatedStore(emulator, tables);
      return await walkPaths({ store, genesys }, isQuick ? 10 : 100, progress);
    });
  } finally {
    await genesys.stop();
  }
}

const isSent = ({ output }: Delivered): boolean =>
  output.kind === 'concluded' && output.conclusion.outcome === 'SENT';

interface Places {
  readonly store: Store;
  readonly genesys: Genesys;
}

async function walkPaths(places: Places, times: number, progress: Progress): Promise<Counted> {
  const { genesys } = places;
  const clock = createVirtualClock(Date.now());
  const book = createCallBook();
  const stage = openStage({ ...places, clock, book });
  const customers = createCustomers(stage, genesys);

  const walk = async (name: string, count: number, isLive: boolean): Promise<Path> => {
    const requests: object[] = [];
    for (let index = 0; index < count; index += 1) {
      // oxlint-disable-next-line no-await-in-loop
      requests.push(await customers.request(isLive));
    }
    const before = book.calls.length;
    const callsBefore = await genesys.countCalls();
    const delivered: Delivered[] = [];
    for (const request of requests) {
      clock.pass(APART_MS);
      // oxlint-disable-next-line no-await-in-loop
      await genesys.advance(APART_MS);
      // oxlint-disable-next-line no-await-in-loop
      delivered.push(await deliver(stage, book, request));
    }
    const lost = delivered.filter((each) => !isSent(each)).length;
    if (lost > 0) throw new Error(`${lost} of ${count} notifications were not sent`);
    const genesysCalls = (await genesys.countCalls()) - callsBefore;
    progress(`${name}: ${count}`);
    return { name, times: count, calls: book.calls.slice(before), delivered, genesysCalls };
  };

  await walk('warm-up', WARM_UP, true);
  return {
    paths: [
      await walk('into the live conversation', times, true),
      await walk('into a new session', times, false),
    ],
    events: await countEvents(stage, book, times),
  };
}
