import {
  CRASHES,
  LIST_FAULTS,
  PREFLIGHT_FAULTS,
  PREPARE_FAULTS,
  SEND_FAULTS,
  STORE_FAULTS,
} from './faults';
import type { ChosenFault, Crash, Fault, FaultSource } from './faults';
import type { ListFault, PreflightFault, PrepareFault, SendFault, StoreFault } from './faults';
import { LABEL_COUNT } from './labels';

/** Plays back a list of faults, each at its occurrence of its label, and nothing else. */
export class ScriptedFaults implements FaultSource {
  private readonly script = new Map<number, ChosenFault[]>();
  private readonly seen = new Uint16Array(LABEL_COUNT);

  constructor(faults: readonly ChosenFault[]) {
    for (const fault of faults) {
      const place = placeOf(fault.label, fault.occurrence);
      this.script.set(place, [...(this.script.get(place) ?? []), fault]);
    }
  }

  crash(label: number): Crash | undefined {
    this.seen[label] = (this.seen[label] ?? 0) + 1;
    return this.find(label, CRASHES);
  }

  pauseMs(label: number): number {
    return this.chosen(label).find(({ fault }) => fault === 'pause')?.ms ?? 0;
  }

  store(label: number): StoreFault | undefined {
    return this.find(label, STORE_FAULTS);
  }

  prepare(label: number): PrepareFault | undefined {
    return this.find(label, PREPARE_FAULTS);
  }

  send(label: number): SendFault | undefined {
    return this.find(label, SEND_FAULTS);
  }

  preflight(label: number): PreflightFault | undefined {
    return this.find(label, PREFLIGHT_FAULTS);
  }

  list(label: number): ListFault | undefined {
    return this.find(label, LIST_FAULTS);
  }

  runsTwice(label: number): boolean {
    return this.chosen(label).some(({ fault }) => fault === 'runsTwice');
  }

  private find<F extends Fault>(label: number, faults: readonly F[]): F | undefined {
    const here = this.chosen(label);
    return here.length === 0
      ? undefined
      : faults.find((wanted) => here.some(({ fault }) => fault === wanted));
  }

  private chosen(label: number): readonly ChosenFault[] {
    return this.script.get(placeOf(label, this.seen[label] ?? 0)) ?? [];
  }
}

const placeOf = (label: number, occurrence: number): number => occurrence * LABEL_COUNT + label;
