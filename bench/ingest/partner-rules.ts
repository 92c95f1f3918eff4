import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseStageConfig } from '../../lib/config';
import { MessagingStack } from '../../lib/messaging-stack';
import type { Emulator } from '../../local/cloud/emulator';
import type { Delivery } from './deliveries';
import { toEvent } from './envelope';
import { kindOf } from './kind-of';

const eventSourceName = 'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/notify';

/** The pattern of the rule on the partner bus, as it is deployed. */
function partnerPattern(): string {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const genesys = { domain: 'mypurecloud.ie', eventSourceName };
  const config = parseStageConfig('bench', { bench: { genesys } });
  const template = Template.fromStack(new MessagingStack(app, 'Bench', config));
  const rules: Record<string, Record<string, Record<string, unknown>>> = template.findResources(
    'AWS::Events::Rule',
  );
  const [rule] = Object.entries(rules).filter(([id]) => id.includes('PartnerConversations'));
  return JSON.stringify(rule?.[1].Properties?.EventPattern);
}

/**
 * Asks the emulator's matcher about each kind of event, which is all that the pattern looks at. EventBridge does this at its own
 * expense, so the kinds are decided before anything is timed.
 */
export async function takenByRules(
  emulator: Emulator,
  kinds: readonly Delivery[],
): Promise<readonly string[]> {
  const { endpoint, region, credentials } = emulator;
  const events = new EventBridgeClient({ endpoint, region, credentials });
  const EventPattern = partnerPattern();
  const answers = await Promise.all(
    kinds.map(async (kind) => {
      const Event = JSON.stringify(toEvent(kind.happening));
      const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event }));
      return Result === true ? [kindOf(kind)] : [];
    }),
  );
  events.destroy();
  return answers.flat();
}
