import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { parseStageConfig } from '../../lib/config';
import { MessagingStack } from '../../lib/messaging-stack';

const eventSourceName = 'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/notify';

const resourcesSchema = v.record(v.string(), v.object({ Properties: v.unknown() }));

/** What the stack deploys, by type of resource. */
export interface StackTemplate {
  /** Properties of the resources of one type, by logical id. */
  of(type: string): ReadonlyMap<string, unknown>;
}

/** Synthesizes the stack with default settings, without its bundles. */
export function synthesizeStack(): StackTemplate {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const genesys = { domain: 'mypurecloud.ie', eventSourceName };
  const config = parseStageConfig('bench', { bench: { genesys } });
  const template = Template.fromStack(new MessagingStack(app, 'Bench', config));
  return {
    of: (type) => {
      const resources = v.parse(resourcesSchema, template.findResources(type));
      return new Map(Object.entries(resources).map(([id, each]) => [id, each.Properties]));
    },
  };
}
