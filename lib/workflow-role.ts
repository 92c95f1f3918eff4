import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { NOTIFICATION_PREFIX } from '../lambda/contract/ledger-table';
import type { MessageWorkflowProps } from './message-workflow';
import { allowSending } from './queue-access';
import { anyOf, ServiceRole, TRACING } from './service-role';
import { allowWriting } from './table-access';

/** What the workflow does in its own name, beside what its functions do in theirs. */
export function createWorkflowRole(scope: Construct, props: MessageWorkflowProps): IRole {
  const rights = new ServiceRole(scope, 'Rights', {
    description: 'The workflow of proactive messages',
    service: 'states',
    // The role comes before the workflow, whose name nobody knows yet.
    sourceArns: [anyOf(scope, 'states', 'stateMachine')],
  });
  const functions = [
    props.loadSession,
    props.preflightConversation,
    props.postMessage,
    props.openNewSession,
    props.sendByChannel,
    props.diagnoseRefusal,
    props.reconcile,
  ];
  rights.allow(
    ['lambda:InvokeFunction'],
    functions.map(({ functionArn }) => functionArn),
  );
  rights.allow(['events:PutEvents'], [props.bus.eventBusArn]);
  allowSending(props.rejectedEvents, rights);
  allowWriting(props.ledger, rights, { rows: `${NOTIFICATION_PREFIX}*` });
  // What executions carry is encrypted. CDK would ask for a state machine without a name in the encryption context.
  rights.allow(['kms:Decrypt', 'kms:GenerateDataKey'], [props.encryptionKey.keyArn]);
  rights.allowWithoutResource(
    [...TRACING, ...SAMPLING, ...LOG_DELIVERY],
    'Neither X-Ray nor the delivery of logs has resources to name.',
  );
  return rights.role;
}

/** What the workflow asks X-Ray on top: which executions to trace. */
const SAMPLING = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/** Vended logs are arranged per account: none of these actions knows a resource. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
