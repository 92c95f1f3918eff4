/** What the command line asks for. */
export interface StoryOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly debug: boolean;
  /** Of the built-in emulator; a free one when left out. */
  readonly port?: number;
  /** Of the Genesys simulator; a free one when left out. */
  readonly simulatorPort?: number;
  /** Where the deployed functions reach the simulator, when that is not this machine's loopback. */
  readonly simulatorUrl?: string;
  /** Another emulator's address, or `account`; the built-in emulator when left out. */
  readonly endpoint?: string;
}
