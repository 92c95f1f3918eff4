import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseStageConfig } from '../../lib/config';
import { MessagingStack } from '../../lib/messaging-stack';
import { oncePerRun } from './run/once-per-run';

export const EVENT_SOURCE =
  'aws.partner/genesys.com/cloud/32aa07aa-db1b-4987-abd0-9483601ec29d/notify';

/** A stage with an event source, as a contact centre would configure it. */
export const STAGE = { genesys: { domain: 'mypurecloud.ie', eventSourceName: EVENT_SOURCE } };

/** Synthesizes the stack without bundling: assertions need no code in the functions. */
export function synthesizeStack(settings: object = STAGE): Template {
  const template = oncePerRun(['messaging stack', settings], () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const config = parseStageConfig('test', { test: settings });
    return Template.fromStack(new MessagingStack(app, 'Messaging', config)).toJSON();
  });
  return Template.fromJSON(template);
}

export interface StateMachineDefinition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly QueryLanguage: string;
  readonly States: Record<string, StateDefinition>;
}

export interface StateDefinition {
  readonly Type: string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly TimeoutSeconds?: number;
  readonly Next?: string;
  readonly End?: boolean;
}

/** What a reference in the template stands for. */
export type Resolve = (logicalId: string) => string;

/** The workflow's definition, with every reference replaced. By default a reference is its logical id. */
export function workflowDefinition(
  template: Template,
  resolve: Resolve = (logicalId) => logicalId,
): StateMachineDefinition {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const parts: unknown[] = machine?.Properties.DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map((part) => toText(part, resolve)).join(''));
}

function toText(part: unknown, resolve: Resolve): string {
  if (typeof part === 'string') return part;
  const { Ref, 'Fn::GetAtt': attribute } = part as { Ref?: string; 'Fn::GetAtt'?: string[] };
  if (Ref === 'AWS::Partition') return 'aws';
  return resolve(Ref ?? attribute?.[0] ?? '');
}
