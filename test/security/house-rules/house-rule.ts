import type { ConcreteTemplate, Resource } from '../concrete-template';

/** A resource in its surroundings. */
export interface Place {
  readonly id: string;
  readonly resource: Resource;
  readonly template: ConcreteTemplate;
}

/** Something that holds for every resource of one type. */
export interface HouseRule {
  readonly name: string;
  readonly type: string;
  /** What is wrong where it is broken. */
  readonly says: string;
  readonly why: string;
  /** A resource of a shape the rule does not know breaks it: it throws, and the pack reports that. */
  isBroken(place: Place): boolean;
}
