import type {
  DueNotifications,
  Identity,
  KillSwitch,
  Ledger,
  SessionFinder,
  WorkflowStarter,
} from '../../lambda/domain/ports';
import type { WaitingNotifications } from '../../lambda/domain/ports-waking';
import type { Pause } from '../../lambda/domain/guardrails';
import type { Session } from '../../lambda/domain/session';
import { keyedHashOf } from './keyed-hash';
import type { Await } from './labels';
import type { Store } from './memory-ledger';
import { storeJourney } from './store-journey';
import type { Worker } from './worker';

/** Everything a worker reaches through an AWS client. */
export interface Aws {
  readonly store: Store;
  /** Hears of every write-ahead at the moment it is committed. */
  readonly onWriteAhead: (recipientRef: string) => void;
  readonly sessions: readonly Session[];
  readonly startAttempt: (notificationKey: string) => void;
  readonly pause: () => Pause;
  readonly isAway: () => boolean;
  /** Numbers for the names that must be new. */
  readonly nextOwner: () => string;
}

/** The ports that end in AWS, as one worker sees them: each call is a labelled await. */
export class WorkerStore
  implements
    Ledger,
    KillSwitch,
    DueNotifications,
    WaitingNotifications,
    SessionFinder,
    Identity,
    WorkflowStarter
{
  constructor(
    private readonly worker: Worker,
    private readonly aws: Aws,
  ) {}

  readonly newOwner = (): string => this.aws.nextOwner();
  readonly keyedHash = (words: readonly string[]): Promise<string> =>
    this.ask('keyedHash', () => keyedHashOf(words));

  storeIntent(...args: Parameters<Ledger['storeIntent']>) {
    return this.ask('storeIntent', () => this.aws.store.storeIntent(...args));
  }
  fetchNotification(...args: Parameters<Ledger['fetchNotification']>) {
    return this.ask('fetchNotification', () => this.aws.store.fetchNotification(...args));
  }
  fetchRecipient(...args: Parameters<Ledger['fetchRecipient']>) {
    return this.ask('fetchRecipient', () => this.aws.store.fetchRecipient(...args));
  }
  claimSlot(...args: Parameters<Ledger['claimSlot']>) {
    return this.ask('claimSlot', () => this.aws.store.claimSlot(...args));
  }
  writeAhead(...args: Parameters<Ledger['writeAhead']>) {
    return this.ask('writeAhead', () => {
      const written = this.aws.store.writeAhead(...args);
      if (written === 'sending') this.aws.onWriteAhead(args[0].recipientRef);
      return written;
    });
  }
  fetchSlot(...args: Parameters<Ledger['fetchSlot']>) {
    return this.ask('fetchSlot', () => this.aws.store.fetchSlot(...args));
  }
  releaseSlot(...args: Parameters<Ledger['releaseSlot']>): Promise<void> {
    return this.ask('releaseSlot', () => this.aws.store.releaseSlot(...args));
  }
  conclude(...args: Parameters<Ledger['conclude']>) {
    return this.ask('conclude', () => this.aws.store.conclude(...args));
  }
  noteAttempt(...args: Parameters<Ledger['noteAttempt']>) {
    return this.ask('noteAttempt', () => this.aws.store.noteAttempt(...args));
  }
  fetchPause() {
    return this.ask('fetchPause', () => this.aws.pause());
  }
  hold(...args: Parameters<Ledger['hold']>) {
    return this.ask('hold', () => this.aws.store.hold(...args));
  }
  storeEarlyEnd(...args: Parameters<Ledger['storeEarlyEnd']>) {
    return this.ask('storeEarlyEnd', () => this.aws.store.storeEarlyEnd(...args));
  }
  amend(...args: Parameters<Ledger['amend']>) {
    return this.ask('amend', () => this.aws.store.amend(...args));
  }
  passChannel(...args: Parameters<Ledger['passChannel']>) {
    return this.ask('passChannel', () => this.aws.store.passChannel(...args));
  }
  fetchAside(...args: Parameters<Ledger['fetchAside']>) {
    return this.ask('fetchAside', () => this.aws.store.fetchAside(...args));
  }
  reopen(...args: Parameters<Ledger['reopen']>) {
    return this.ask('reopen', () => this.aws.store.reopen(...args));
  }
  keepDoubt(...args: Parameters<Ledger['keepDoubt']>) {
    return this.ask('keepDoubt', () => this.aws.store.keepDoubt(...args));
  }
  findWaiting(...args: Parameters<WaitingNotifications['findWaiting']>) {
    return this.ask('findWaiting', () => this.aws.store.findWaiting(...args));
  }
  wake(...args: Parameters<WaitingNotifications['wake']>) {
    return this.ask('wake', () => this.aws.store.wake(...args));
  }
  findDue(...args: Parameters<DueNotifications['findDue']>) {
    return this.ask('findDue', () => this.aws.store.findDue(...args));
  }
  postpone(...args: Parameters<DueNotifications['postpone']>) {
    return this.ask('postpone', () => this.aws.store.postpone(...args));
  }
  findByConversation(conversationId: string): Promise<Session[]> {
    return this.find('findByConversation', (s) => s.conversationId === conversationId);
  }
  findByWebchatSession(webchatSessionId: string): Promise<Session[]> {
    return this.find('findByWebchatSession', (s) => s.webchatSessionId === webchatSessionId);
  }
  findByContact(contactId: string): Promise<Session[]> {
    return this.find('findByContact', (s) => s.contactId === contactId);
  }
  /** Nobody is merged in this world. */
  survivorOf(contactId: string): Promise<string> {
    return this.ask('survivorOf', () => contactId);
  }
  startAttempt(notificationKey: string): Promise<void> {
    return this.ask('startAttempt', () => this.aws.startAttempt(notificationKey));
  }

  private find(awaited: Await, isWanted: (session: Session) => boolean): Promise<Session[]> {
    return this.ask(awaited, () => this.aws.sessions.filter(isWanted));
  }

  private ask<T>(awaited: Await, apply: () => T): Promise<T> {
    const { worker, aws } = this;
    return worker.wait(awaited, (leavesAtMs, label) =>
      storeJourney(worker, { leavesAtMs, label, isAway: aws.isAway }, apply),
    );
  }
}
