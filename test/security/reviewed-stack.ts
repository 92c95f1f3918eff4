import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { parseStageConfig } from '../../lib/config';
import { MessagingStack } from '../../lib/messaging-stack';
import { oncePerRun } from '../support/run/once-per-run';
import { toConcrete } from './concrete-template';
import type { ConcreteTemplate } from './concrete-template';

/** A stage with everything switched on that makes a resource: what a review should see. */
export const REVIEWED_STAGE = {
  genesys: {
    domain: 'mypurecloud.ie',
    eventSourceName: 'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/review',
    contactMergeTopic: 'v2.externalcontacts.contact.{id}',
  },
  alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:oncall',
  triggers: [{ name: 'welcome', on: 'customer.start', text: 'Hello.' }],
};

export interface ReviewedStack {
  readonly app: App;
  readonly stack: Stack;
  /** As CloudFormation gets it. */
  readonly source: Readonly<Record<string, unknown>>;
  readonly template: ConcreteTemplate;
}

const contextSchema = v.object({
  context: v.looseObject({ stages: v.record(v.string(), v.unknown()) }),
});

/**
 * Synthesizes a stage of cdk.json, or the stage made for reviews, with the feature flags it is deployed with and
 * without bundles: nobody here reads code.
 */
export function synthesizeForReview(stage?: string): ReviewedStack {
  // The template is what is judged here; CDK's own engine takes seconds to load and has its turn in `npm run synth`.
  process.env.CDK_VALIDATION = 'false';
  const file = readFileSync(join(__dirname, '..', '..', 'cdk.json'), 'utf8');
  const { context } = v.parse(contextSchema, JSON.parse(file));
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const stages = { ...context.stages, review: REVIEWED_STAGE };
  const config = parseStageConfig(stage ?? 'review', stages);
  const stack = new MessagingStack(app, `ProactiveMessaging-${config.stage}`, config);
  const source = v.parse(v.record(v.string(), v.unknown()), Template.fromStack(stack).toJSON());
  return { app, stack, source, template: toConcrete(source) };
}

/** The template alone, for those who ask no construct. */
export const templateForReview = (): ConcreteTemplate =>
  toConcrete(oncePerRun(['reviewed stack'], () => synthesizeForReview().source));
