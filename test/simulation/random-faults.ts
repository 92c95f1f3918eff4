import { LIST_FAULTS, PREFLIGHT_FAULTS, PREPARE_FAULTS, SEND_FAULTS, STORE_FAULTS } from './faults';
import type { ChosenFault, Crash, Fault, FaultSource } from './faults';
import type { ListFault, PreflightFault, PrepareFault, SendFault, StoreFault } from './faults';
import { LABEL_COUNT, labelOf } from './labels';
import type { Profile } from './profiles';
import type { Random } from './random';

/** Awaits at which the machinery itself would have to fail. */
const LASTING = new Set([labelOf('Workflow', 'step', 1), labelOf('Workflow', 'wait', 1)]);

/** Draws faults by a profile and remembers which ones it drew. */
export class RandomFaults implements FaultSource {
  readonly chosen: ChosenFault[] = [];
  private readonly seen = new Uint16Array(LABEL_COUNT);

  constructor(
    private readonly random: Random,
    private readonly profile: Profile,
  ) {}

  crash(label: number): Crash | undefined {
    this.seen[label] = (this.seen[label] ?? 0) + 1;
    const share = LASTING.has(label) ? this.profile.executionLost : this.profile.crash;
    const drawn = this.random.next();
    if (drawn >= 2 * share) return undefined;
    return this.choose(label, drawn < share ? 'crashBefore' : 'crashAfter');
  }

  pauseMs(label: number): number {
    if (!this.random.chance(this.profile.pause)) return 0;
    const ms = this.random.between(0, this.profile.maxPauseMs);
    this.choose(label, 'pause', ms);
    return ms;
  }

  store(label: number): StoreFault | undefined {
    return this.oneOf(label, STORE_FAULTS, this.profile.store);
  }

  prepare(label: number): PrepareFault | undefined {
    return this.oneOf(label, PREPARE_FAULTS, this.profile.http / 4);
  }

  send(label: number): SendFault | undefined {
    return this.oneOf(label, SEND_FAULTS, this.profile.http);
  }

  preflight(label: number): PreflightFault | undefined {
    return this.oneOf(label, PREFLIGHT_FAULTS, this.profile.http / 2);
  }

  list(label: number): ListFault | undefined {
    return this.oneOf(label, LIST_FAULTS, this.profile.http);
  }

  runsTwice(label: number): boolean {
    if (!this.random.chance(this.profile.unrest / 10)) return false;
    this.choose(label, 'runsTwice');
    return true;
  }

  private oneOf<F extends Fault>(
    label: number,
    faults: readonly F[],
    share: number,
  ): F | undefined {
    if (!this.random.chance(share)) return undefined;
    const fault = faults[this.random.below(faults.length)];
    return fault === undefined ? undefined : this.choose(label, fault);
  }

  private choose<F extends Fault>(label: number, fault: F, ms?: number): F {
    this.chosen.push({ label, occurrence: this.seen[label] ?? 0, fault, ms });
    return fault;
  }
}
