import type { Channel, ChannelKind } from '../../lambda/contract/channels';
import type { SendPolicy } from '../../lambda/contract/policy';
import type { Profile } from './profiles';
import type { Random } from './random';
import { BEGIN_MS } from './virtual-time';

/** How the organization treats a message for a conversation that has ended meanwhile. */
export type WhenGone = 'refuses' | 'opensAnother';

export type Doubt = Required<SendPolicy>['whenInDoubt'];

/** One arrival of a request: an event may come again, and other events may tell the same business fact. */
export interface Trigger {
  readonly atMs: number;
  /** `contradiction` claims the same occurrence with another text. */
  readonly kind: 'first' | 'again' | 'sameExecution' | 'contradiction';
}

export interface PlannedNotification {
  readonly occurrence: string;
  readonly text: string;
  readonly policy: Partial<SendPolicy>;
  readonly channels?: readonly Channel[];
  readonly notBeforeMs?: number;
  readonly deliverByMs?: number;
  readonly names: 'contact' | 'conversation' | 'webchatSession' | 'conflict';
  readonly triggers: readonly Trigger[];
}

/** What the world does in one run, apart from its faults. */
export interface Scenario {
  readonly contactId: string;
  readonly conversationId: string;
  readonly isLive: boolean;
  /** Whether the registry knows the conversation; a stranger gets a new session at once. */
  readonly isKnown: boolean;
  readonly whenGone: WhenGone;
  readonly notifications: readonly PlannedNotification[];
  readonly flipsAtMs: readonly number[];
  readonly optOutAtMs?: number;
  /** While an agent is in the conversation. */
  readonly agent?: readonly [fromMs: number, untilMs: number];
  /** Channels that refuse whatever is sent over them. */
  readonly deafChannels?: readonly ChannelKind[];
  /** While somebody has pulled the kill switch. */
  readonly paused?: readonly [fromMs: number, untilMs: number];
  readonly storeAway?: readonly [fromMs: number, untilMs: number];
  readonly genesysAway?: readonly [fromMs: number, untilMs: number];
}

export interface ScenarioChoice {
  readonly doubt: Doubt;
}

const DRAWN_CHANNELS: readonly Channel[] = [
  { kind: 'sms', to: '+41790000001', from: '+41310000000' },
  { kind: 'whatsapp', to: '41790000001', from: 'integration-1' },
];

const SOON_MS = 3_000;
const MINUTE_MS = 60_000;
/** Within this, a doubt is usually still being settled. */
const WHILE_IN_DOUBT_MS = 150_000;

/** Draws what happens in a run. */
export function drawScenario(
  random: Random,
  profile: Profile,
  { doubt }: ScenarioChoice,
): Scenario {
  const { unrest } = profile;
  const count = random.chance(0.3) ? 2 : 1;
  const soonOrLater = () =>
    BEGIN_MS + random.between(0, random.chance(0.5) ? SOON_MS : WHILE_IN_DOUBT_MS);
  const flips = random.chance(unrest) ? 1 + random.below(3) : 0;
  // Nobody knows a stranger's conversation, so he rarely has a live one.
  const isKnown = random.chance(0.9);
  return {
    contactId: 'contact-1',
    conversationId: 'conversation-1',
    isLive: random.chance(isKnown ? 0.6 : 0.05),
    isKnown,
    whenGone: random.chance(0.5) ? 'refuses' : 'opensAnother',
    notifications: Array.from({ length: count }, (_, index) =>
      drawNotification(random, profile, doubt, index),
    ),
    flipsAtMs: Array.from({ length: flips }, soonOrLater),
    optOutAtMs: random.chance(unrest) ? soonOrLater() : undefined,
    agent: random.chance(0.2) ? [soonOrLater(), soonOrLater() + MINUTE_MS] : undefined,
    deafChannels: DRAWN_CHANNELS.map(({ kind }) => kind).filter(() => random.chance(0.3)),
    paused: random.chance(unrest / 2) ? [soonOrLater(), soonOrLater() + MINUTE_MS] : undefined,
    ...drawOutages(random, profile.outageMs),
  };
}

function drawNotification(
  random: Random,
  { unrest, policies }: Profile,
  whenInDoubt: Doubt,
  index: number,
): PlannedNotification {
  const names = random.chance(0.7)
    ? 'contact'
    : random.pick('conversation', 'webchatSession', 'conflict');
  const hasDeadline = random.chance(unrest / 3);
  const reference = random.chance(0.3) ? 'append' : 'none';
  return {
    occurrence: `occurrence-${index + 1}`,
    text: `${index + 1}: your order is on its way`,
    policy: { whenInDoubt, reference, ...drawSessionPolicy(random, policies) },
    channels: DRAWN_CHANNELS,
    deliverByMs: hasDeadline ? BEGIN_MS + random.between(1_000, WHILE_IN_DOUBT_MS) : undefined,
    notBeforeMs: random.chance(unrest / 3)
      ? BEGIN_MS + random.between(0, WHILE_IN_DOUBT_MS)
      : undefined,
    names,
    triggers: drawTriggers(random, unrest),
  };
}

function drawSessionPolicy(random: Random, share: number): Partial<SendPolicy> {
  const drawn = random.next();
  if (random.chance(share)) return drawPatience(random);
  if (drawn < 0.8) return {};
  if (drawn < 0.9) return { session: random.pick('onlyIfLive', 'onlyIfClosed') };
  return { whenClosed: 'drop' };
}

/** Waits for the customer, or does without. */
function drawPatience(random: Random): Partial<SendPolicy> {
  const drawn = random.next();
  if (drawn < 0.2) return { whileAgent: 'wait' };
  if (drawn < 0.4) return { session: 'waitForClose' };
  if (drawn < 0.6) return { whenClosed: 'park' };
  return { whenClosed: 'fallback', session: random.pick('append', 'waitForClose') };
}

function drawTriggers(random: Random, unrest: number): Trigger[] {
  const first = BEGIN_MS + random.between(0, 200);
  const triggers: Trigger[] = [{ kind: 'first', atMs: first }];
  const extra = random.chance(unrest) ? 1 + random.below(2) : 0;
  for (let index = 0; index < extra; index += 1) {
    const drawn = random.next();
    const kind = drawn < 0.5 ? 'again' : drawn < 0.9 ? 'sameExecution' : 'contradiction';
    const gap = random.chance(0.6) ? 300 : WHILE_IN_DOUBT_MS;
    triggers.push({ kind, atMs: first + random.between(0, gap) });
  }
  return triggers;
}

function drawOutages(random: Random, outageMs: number) {
  if (outageMs === 0) return {};
  const window = (): readonly [number, number] => {
    const from = BEGIN_MS + random.between(0, 20_000);
    return [from, from + random.between(1_000, outageMs)];
  };
  const who = random.below(3);
  return {
    ...(who !== 0 && { storeAway: window() }),
    ...(who !== 1 && { genesysAway: window() }),
  };
}
