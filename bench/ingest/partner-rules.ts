import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import type { Emulator } from '../../local/cloud/emulator';
import { synthesizeStack } from '../stack/template';
import type { Delivery } from './deliveries';
import { toEvent } from './envelope';
import { kindOf } from './kind-of';

const ruleSchema = v.object({ EventPattern: v.unknown() });

/** The pattern of the rule on the partner bus, as it is deployed. */
function partnerPattern(): string {
  const rules = [...synthesizeStack().of('AWS::Events::Rule')];
  const [, rule] = rules.find(([id]) => id.includes('PartnerConversations')) ?? [];
  return JSON.stringify(v.parse(ruleSchema, rule).EventPattern);
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
