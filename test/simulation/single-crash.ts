import type { Crash, FaultSource, SendFault } from './faults';

/** What comes of one POST. */
export type Post = SendFault | 'delivered';

export interface Cut {
  /** Number of the await, counted over the whole run. */
  readonly at: number;
  readonly side: Crash;
}

const nothing = (): undefined => undefined;

/** Crashes at the one await with this number, and gives the sends the outcomes listed; everything else goes well. */
export class SingleCrash implements FaultSource {
  awaits = 0;
  sends = 0;
  /** Numbers of the awaits that are the first of their worker. */
  readonly beginnings = new Set<number>();

  constructor(
    private readonly posts: readonly [Post, Post],
    private readonly cut?: Cut,
  ) {}

  crash(_label: number, isFirst: boolean): Crash | undefined {
    this.awaits += 1;
    if (isFirst) this.beginnings.add(this.awaits);
    return this.awaits === this.cut?.at ? this.cut.side : undefined;
  }

  send(): SendFault | undefined {
    const post = this.posts[this.sends];
    this.sends += 1;
    return post === 'delivered' ? undefined : post;
  }

  readonly pauseMs = (): number => 0;
  readonly store = nothing;
  readonly prepare = nothing;
  readonly preflight = nothing;
  readonly list = nothing;
  readonly runsTwice = (): boolean => false;
}
