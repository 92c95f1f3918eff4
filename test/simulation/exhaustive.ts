import { GUARANTEES } from './findings';
import type { Guarantee } from './findings';
import { profiles } from './profiles';
import { runSchedule } from './run-schedule';
import type { Doubt, PlannedNotification, Scenario } from './scenario';
import { SingleCrash } from './single-crash';
import type { Cut, Post } from './single-crash';
import type { Subject } from './subject';
import { Coverage } from './trace';
import { BEGIN_MS } from './virtual-time';

/** Everything that can come of a POST, one of each kind. */
export const POST_OUTCOMES: readonly Post[] = [
  'delivered',
  'brokenBody',
  'refused',
  'conflict',
  'throttled',
  'unreachable',
  'timeout',
  'timeoutEffect',
  'timeoutLate',
  'serverError',
  'serverErrorEffect',
  'resetEffect',
];

export const LOADS = ['one', 'crowd'] as const;
export type Load = (typeof LOADS)[number];
const DOUBTS: readonly Doubt[] = ['park', 'resend'];

export interface ExhaustiveResult {
  readonly cases: number;
  /** Where a guarantee broke, in words that find the case again. */
  readonly violations: readonly string[];
}

interface Combination {
  readonly doubt: Doubt;
  readonly load: Load;
  readonly first: Post;
}

export interface ExhaustiveOptions {
  readonly subject?: Subject;
  /** Takes the combinations whose number leaves this rest, so that several processes can share the work. */
  readonly share?: { readonly of: number; readonly rest: number };
  readonly onProgress?: (cases: number) => void;
}

const coverage = new Coverage();

/** Every single crash point under every pair of POST outcomes, both policies and both loads. */
export async function runExhaustively(options: ExhaustiveOptions = {}): Promise<ExhaustiveResult> {
  const { share = { of: 1, rest: 0 }, onProgress } = options;
  const violations: string[] = [];
  let cases = 0;
  const mine = combinations().filter((_, number) => number % share.of === share.rest);
  for (const combination of mine) {
    const result = await runCombination(options.subject, combination);
    cases += result.cases;
    violations.push(...result.violations);
    onProgress?.(cases);
  }
  return { cases, violations };
}

/** All second POST outcomes and all crash points of one combination. */
async function runCombination(
  subject: Subject | undefined,
  combination: Combination,
): Promise<ExhaustiveResult> {
  const { doubt, load, first } = combination;
  const violations: string[] = [];
  const settled = new Set<string>();
  let cases = 0;
  for (const second of POST_OUTCOMES) {
    const posts = [first, second] as const;
    const cuts = await cutsOf(subject, combination, posts);
    for (const cut of cuts.filter((c) => !settled.has(nameOf(c)))) {
      const faults = new SingleCrash(posts, cut);
      const broken = await runCase(subject, combination, faults);
      cases += 1;
      // Nobody sent a second time, so what a second send would have met makes no other case.
      if (faults.sends < 2) settled.add(nameOf(cut));
      const where = `${nameOf(cut)}, ${doubt}, ${load}, POSTs ${posts.join(' then ')}`;
      if (broken.length > 0) violations.push(`${broken.join(', ')}: ${where}`);
    }
  }
  return { cases, violations };
}

const nameOf = ({ at, side }: Cut): string => `${side} await ${at}`;

/**
 * Where a run can be cut: after each await, and before the first of each worker. Before any other await is
 * the same place as after the one before it, since a worker touches nothing in between.
 */
async function cutsOf(
  subject: Subject | undefined,
  combination: Combination,
  posts: readonly [Post, Post],
): Promise<Cut[]> {
  const calm = new SingleCrash(posts);
  await runCase(subject, combination, calm);
  return Array.from({ length: calm.awaits }, (_, index) => index + 1).flatMap((at) => [
    ...(calm.beginnings.has(at) ? [{ at, side: 'crashBefore' } as const] : []),
    { at, side: 'crashAfter' } as const,
  ]);
}

function combinations(): Combination[] {
  return DOUBTS.flatMap((doubt) =>
    LOADS.flatMap((load) => POST_OUTCOMES.map((first) => ({ doubt, load, first }))),
  );
}

async function runCase(
  subject: Subject | undefined,
  { doubt, load }: Combination,
  faults: SingleCrash,
): Promise<Guarantee[]> {
  const scenario = scenarioOf(load, doubt);
  const options = { seed: 1, profile: profiles.mild, doubt, subject, coverage };
  const { findings } = await runSchedule({ ...options, faults, scenario });
  return GUARANTEES.filter((guarantee) => findings[guarantee] > 0);
}

/** One into the live conversation; or two at once for a new session, one of them requested twice. */
function scenarioOf(load: Load, whenInDoubt: Doubt): Scenario {
  const notification = (number: number, isTwice: boolean): PlannedNotification => ({
    occurrence: `occurrence-${number}`,
    text: `${number}: your order is on its way`,
    policy: { whenInDoubt },
    names: 'contact',
    triggers: [
      { kind: 'first', atMs: BEGIN_MS + number },
      ...(isTwice ? [{ kind: 'again', atMs: BEGIN_MS + 30 } as const] : []),
    ],
  });
  const isCrowd = load === 'crowd';
  return {
    contactId: 'contact-1',
    conversationId: 'conversation-1',
    isLive: !isCrowd,
    isKnown: true,
    whenGone: 'refuses',
    notifications: isCrowd
      ? [notification(1, true), notification(2, false)]
      : [notification(1, false)],
    flipsAtMs: [],
  };
}
