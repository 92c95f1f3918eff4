import type { Conclusion } from '../../lambda/contract/outcomes';
import { ATTEMPT_DUE, CONVERSATION_CONFLICT } from '../../lambda/contract/request-events';
import type { Consent } from '../../lambda/domain/recipient';
import { sweep } from '../../lambda/steps/sweep';
import { wakeWaiting } from '../../lambda/steps/wake-waiting';
import { roomy } from '../support/no-limit';
import { runControl } from './controls';
import type { ControlName, ControlRecords } from './controls';
import { DueIndex } from './due-index';
import type { FaultSource } from './faults';
import { GenesysWorld } from './genesys-world';
import { keyedHashOf } from './keyed-hash';
import { MemoryLedger } from './memory-ledger';
import type { NotificationRow } from './notification-row';
import type { Profile } from './profiles';
import type { Random } from './random';
import { requestEvent, WEBCHAT_SESSION_ID } from './request-event';
import type { PlannedNotification, Scenario, Trigger } from './scenario';
import { redriveSoon } from './impatient-operator';
import { StateMachine } from './state-machine';
import type { Subject } from './subject';
import type { Trace } from './trace';
import { isWithin } from './virtual-time';
import type { VirtualTime } from './virtual-time';

/** What CDK gives every Lambda task unless told otherwise: six more attempts, after 2, 4, 8 seconds and so on. */
const CONTROL_RETRIES = 6;
const SWEEP_EVERY_MS = 60_000;
const LATE_EVENT_MS = 500;
/** Whatever is not over after this much virtual time hangs. */
const PATIENCE_MS = 6 * 3_600_000;
/** Nor does anything that takes this many steps come to an end: the longest honest run takes a tenth of them. */
const MAX_HAPPENINGS = 20_000;

export interface Circumstances {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultSource;
  readonly trace: Trace;
  readonly profile: Profile;
  readonly scenario: Scenario;
  readonly subject: Subject;
}

/** One run: the product's workflow, functions and sweeper in a small world that works against them. */
export class Simulation {
  readonly ledger: MemoryLedger;
  readonly genesys: GenesysWorld;
  readonly published: Conclusion[] = [];
  consentBreaks = 0;
  /** What the contact last said, whatever the ledger has heard. */
  private isOptedOut = false;
  private readonly records: ControlRecords = new Map();
  private readonly machine: StateMachine;

  /** A ledger may be inherited from a run that is over. */
  constructor(
    readonly circumstances: Circumstances,
    ledger?: MemoryLedger,
  ) {
    const { time, random, scenario, subject } = circumstances;
    const lagMs = () => (random.chance(0.1) ? random.between(0, 120_000) : 20);
    this.ledger =
      ledger ?? new MemoryLedger(() => time.nowMs, new DueIndex(() => time.nowMs, lagMs));
    this.genesys = new GenesysWorld(time, random, scenario);
    this.machine = new StateMachine(circumstances, {
      aws: {
        store: subject.store?.(this.ledger) ?? this.ledger,
        onWriteAhead: () => {
          if (this.isOptedOut) this.consentBreaks += 1;
        },
        sessions: this.sessions(),
        startAttempt: (notificationKey) => this.startAttempt(notificationKey),
        pause: () => ({ everything: isWithin(time.nowMs, scenario.paused), types: [] }),
        isAway: () => isWithin(time.nowMs, scenario.storeAway),
        nextOwner: () => this.machine.nextName('owner'),
      },
      ledger: this.ledger,
      genesys: this.genesys,
      publish: (conclusion) => {
        this.published.push(conclusion);
        const { redrives } = this.ledger.rows.get(conclusion.notificationKey) ?? {};
        redriveSoon(circumstances, { ...conclusion, redrives }, this.machine);
      },
      reportConflict: (notificationKey, conflict) => this.reportConflict(notificationKey, conflict),
    });
    this.prepare();
  }

  /** Runs until every notification is concluded and nothing is under way any more, or patience ends. */
  async run(): Promise<void> {
    const { time, trace } = this.circumstances;
    const endMs = time.nowMs + PATIENCE_MS;
    const isHopeless = () => time.nowMs > endMs || time.happened > MAX_HAPPENINGS;
    const isOver = () => isHopeless() || (!time.isBusy && this.areAllSettled());
    await time.run(isOver, () => trace.lastLabelName);
  }

  request(planned: PlannedNotification, trigger: Trigger): void {
    const { scenario, trace, subject } = this.circumstances;
    if (subject.control !== undefined) return this.runControl(subject.control, planned);
    const name = this.machine.nextName(`request ${planned.occurrence}`);
    const event = requestEvent(scenario, planned, trigger);
    trace.note(() => `${trigger.kind} request for ${planned.occurrence}`);
    this.machine.startExecution(name, event);
    if (trigger.kind === 'sameExecution') this.machine.startExecution(name, event);
  }

  private runControl(control: ControlName, planned: PlannedNotification, retries = 0): void {
    const { time, scenario } = this.circumstances;
    const store = { records: this.records, isAway: () => isWithin(time.nowMs, scenario.storeAway) };
    this.machine.startFunction(
      'Control',
      (kit) => runControl(control, kit, store, { ...scenario, ...planned }),
      ({ kind }) => {
        if (kind === 'returned' || retries === CONTROL_RETRIES) return;
        const again = () => this.runControl(control, planned, retries + 1);
        time.at(time.nowMs + 2_000 * 2 ** retries, again);
      },
    );
  }

  /** The row of the notification with this occurrence, once its intent is stored. */
  rowOf(occurrence: string): NotificationRow | undefined {
    const { contactId } = this.circumstances.scenario;
    return this.ledger.rows.get(keyedHashOf(['notification', contactId, 'default', occurrence]));
  }

  get recipientRef(): string {
    return keyedHashOf(['recipient', this.circumstances.scenario.contactId]);
  }

  private areAllSettled(): boolean {
    for (const row of this.ledger.rows.values()) {
      if (row.conclusion === undefined || row.dueAtMs !== undefined) return false;
    }
    return true;
  }

  private prepare(): void {
    const { time, scenario, trace, subject } = this.circumstances;
    this.tellConsent('optedIn', time.nowMs - 1);
    this.genesys.open(scenario.conversationId, scenario.isLive);
    for (const planned of scenario.notifications) {
      for (const trigger of planned.triggers) {
        time.at(trigger.atMs, () => this.request(planned, trigger));
      }
    }
    for (const atMs of scenario.flipsAtMs) {
      time.at(atMs, () => {
        const isLive = this.genesys.flip(scenario.conversationId);
        trace.note(() => 'the conversation changes between live and closed');
        this.tellOfContact(isLive);
      });
    }
    const { optOutAtMs } = scenario;
    if (optOutAtMs !== undefined) time.at(optOutAtMs, () => this.optOut());
    if (subject.hasNoSweeper !== true) this.sweepFrom(time.nowMs + SWEEP_EVERY_MS / 2);
  }

  /** The event that follows, soon or late, and once in a while never. */
  private tellOfContact(isLive: boolean): void {
    const { time, random, scenario } = this.circumstances;
    if (random.chance(0.1)) return;
    const tell = () =>
      this.machine.startFunction('Wake', ({ aws, clock }) => {
        const waking = wakeWaiting({ waiting: aws, workflow: aws, identity: aws, clock });
        const { contactId } = scenario;
        return isLive
          ? waking.contactReturned(contactId, time.nowMs)
          : waking.contactLeft(contactId, time.nowMs);
      });
    time.at(time.nowMs + random.between(100, random.chance(0.8) ? 2_000 : 120_000), tell);
  }

  /** What the contact said before arrives after the opt-out, as events may. */
  private optOut(): void {
    const { time, trace } = this.circumstances;
    const saidAtMs = Math.floor(time.nowMs);
    this.isOptedOut = true;
    this.tellConsent('optedOut', saidAtMs);
    trace.note(() => 'the contact opts out');
    time.at(time.nowMs + LATE_EVENT_MS, () => this.tellConsent('optedIn', saidAtMs - 1));
  }

  private tellConsent(consent: Consent, atMs: number): void {
    this.ledger.changePreference({ recipientRef: this.recipientRef, consent, atMs });
  }

  private sweepFrom(atMs: number): void {
    const { time } = this.circumstances;
    const tick = () => {
      this.sweepFrom(atMs + SWEEP_EVERY_MS);
      this.machine.startFunction('Sweep', ({ aws, clock, sleep }) =>
        sweep({ due: aws, workflow: aws, budget: roomy, clock, sleep })(),
      );
    };
    time.at(atMs, tick, true);
  }

  private startAttempt(notificationKey: string): void {
    const name = this.machine.nextName('attempt');
    const event = { 'detail-type': ATTEMPT_DUE, detail: { version: '1', notificationKey } };
    this.machine.startSoon(name, event);
  }

  private reportConflict(notificationKey: string, conflict: number): void {
    const name = this.machine.nextName('conflict');
    const detail = { version: '1', notificationKey, conflict };
    this.machine.startSoon(name, { 'detail-type': CONVERSATION_CONFLICT, detail });
  }

  private sessions() {
    const { scenario } = this.circumstances;
    const { conversationId, contactId, isKnown } = scenario;
    return isKnown
      ? [{ conversationId, contactId, webchatSessionId: WEBCHAT_SESSION_ID, startedAtMs: 1 }]
      : [];
  }
}
