import type { Channel } from '../contract/channels';
import type { Decision } from '../contract/outcomes';

/** A message ready to be sent over another channel. */
export interface ChannelMessage {
  readonly channel: Channel;
  readonly text: string;
}

/** A channel that certainly refused the message. */
export interface ChannelNote {
  readonly notificationKey: string;
  /** How many channels are behind it now, this one included. */
  readonly passed: number;
  readonly decisions: readonly Decision[];
  readonly dueAtMs: number;
}
