import type { Teller } from '../story/storyteller';
import type { SettingsChange } from '../story/stage-context';
import type { Rehearsal } from './rehearsal';

/** One rule of the stack, to be watched at work. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** Settings of the stage that differ from those of `laptop` in cdk.json. */
  readonly settings?: () => SettingsChange;
  readonly play: (rehearsal: Rehearsal, teller: Teller) => Promise<void>;
}
