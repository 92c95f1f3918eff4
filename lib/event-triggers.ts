import { Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { EventPattern, IEventBus, IRuleTarget } from 'aws-cdk-lib/aws-events';
import type { RuleTargetInputProperties } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { WEB_MESSAGING } from '../lambda/contract/genesys-events';
import { topicOf, TRIGGER_FIRED } from '../lambda/contract/triggers';
import type { TriggerTerms } from '../lambda/contract/triggers';
import type { EventTrigger } from './trigger-settings';

export interface EventTriggersProps {
  readonly triggers: readonly EventTrigger[];
  /** Where Genesys publishes, each bus with the sources that count there. */
  readonly origins: readonly {
    readonly id: string;
    readonly eventBus: IEventBus;
    readonly sources: string[];
  }[];
  /** The workflow as a target that receives the given input. */
  readonly target: (input: RuleTargetInput) => IRuleTarget;
}

/** One rule per trigger and bus: its pattern alone decides which events of Genesys lead to a message. */
export class EventTriggers extends Construct {
  constructor(scope: Construct, id: string, props: EventTriggersProps) {
    super(scope, id);
    for (const { id: origin, eventBus, sources } of props.origins) {
      for (const trigger of props.triggers) {
        new Rule(this, `${trigger.name}-${origin}`, {
          description: `Trigger ${trigger.name}: a message on ${trigger.on}`,
          eventBus,
          eventPattern: patternOf(trigger, sources),
          targets: [props.target(new TriggeredInput(toTerms(trigger)))],
        });
      }
    }
  }
}

const patternOf = ({ on, where }: EventTrigger, source: string[]): EventPattern => ({
  source,
  detailType: [topicOf(on)],
  detail: { eventBody: { messageType: [WEB_MESSAGING], ...where } },
});

function toTerms(trigger: EventTrigger): TriggerTerms {
  const { name, type = name, text, template, policy, deliverWithinMinutes } = trigger;
  return {
    name,
    type,
    request: {
      ...(text !== undefined && { text }),
      ...(template && { template }),
      ...(policy && { policy }),
    },
    afterSeconds: trigger.afterMinutes * 60,
    ttlSeconds: trigger.ttlMinutes * 60,
    ...(deliverWithinMinutes !== undefined && { deliverWithinSeconds: deliverWithinMinutes * 60 }),
  };
}

/**
 * Hands the event over beside the terms of its trigger. CDK's own input would leave the angle brackets of a
 * text as they are, and EventBridge reads those as placeholders; written as JSON escapes they mean nothing to it.
 */
class TriggeredInput extends RuleTargetInput {
  constructor(private readonly terms: TriggerTerms) {
    super();
  }

  override bind(): RuleTargetInputProperties {
    const trigger = JSON.stringify(this.terms)
      .replaceAll('<', String.raw`\u003c`)
      .replaceAll('>', String.raw`\u003e`);
    const detail = `{"trigger":${trigger},"event":<detail>}`;
    return {
      inputPathsMap: { id: '$.id', time: '$.time', detail: '$.detail' },
      inputTemplate: `{"detail-type":"${TRIGGER_FIRED}","id":<id>,"time":<time>,"detail":${detail}}`,
    };
  }
}
