import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IEventBus, IRuleTarget, RuleTargetInputProperties } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { NOTIFICATION_CANCELLED } from '../lambda/contract/change-events';
import { occurrencePattern } from './still-true-settings';
import type { StillTrue, TruthEnd } from './still-true-settings';

export interface StillTrueRulesProps {
  readonly conditions: readonly StillTrue[];
  /** Where applications publish. */
  readonly eventBus: IEventBus;
  /** The workflow as a target that receives the given input. */
  readonly target: (input: RuleTargetInput) => IRuleTarget;
}

/** One rule per event that ends the truth of a message: it takes the message back as its application would. */
export class StillTrueRules extends Construct {
  constructor(scope: Construct, id: string, { conditions, eventBus, target }: StillTrueRulesProps) {
    super(scope, id);
    for (const { type, until } of conditions) {
      if (until === undefined) continue;
      new Rule(this, type, {
        description: `Messages of type ${type} are no longer true after this event`,
        eventBus,
        eventPattern: {
          source: until.source,
          detailType: until.detailType,
          detail: until.detail,
        },
        targets: [target(new Cancellation(type, until))],
      });
    }
  }
}

/** Turns an event into the cancellation of the message that it has overtaken. */
class Cancellation extends RuleTargetInput {
  constructor(
    private readonly type: string,
    private readonly until: TruthEnd,
  ) {
    super();
  }

  override bind(): RuleTargetInputProperties {
    const { contactId, occurrence } = this.until;
    const fields = [...occurrence.matchAll(occurrencePattern)].map(([, field = '']) => field);
    const nameOf = (field: string) => `field${fields.indexOf(field)}`;
    const named = occurrence.replaceAll(
      occurrencePattern,
      (_, field: string) => `<${nameOf(field)}>`,
    );
    const detail = `{"version":"1","type":"${this.type}","contactId":<contactId>,"occurrence":"${named}"}`;
    return {
      inputPathsMap: {
        id: '$.id',
        time: '$.time',
        contactId,
        ...Object.fromEntries(fields.map((field) => [nameOf(field), field])),
      },
      inputTemplate: `{"detail-type":"${NOTIFICATION_CANCELLED}","id":<id>,"time":<time>,"detail":${detail}}`,
    };
  }
}
