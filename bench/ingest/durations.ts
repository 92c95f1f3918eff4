/** The newest of these are remembered; what the first ones cost is the compiler's doing. */
const REMEMBERED = 256;

/** Processor time in microseconds, measured again and again, in a memory that does not grow. */
export class Durations {
  private readonly ring = new Float64Array(REMEMBERED);
  private count = 0;

  add({ user, system }: NodeJS.CpuUsage): void {
    this.ring[this.count % REMEMBERED] = user + system;
    this.count += 1;
  }

  median(): number {
    const known = this.ring.slice(0, Math.min(this.count, REMEMBERED)).toSorted();
    return known[Math.floor(known.length / 2)] ?? Number.NaN;
  }
}
