import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { setTimeout as pause } from 'node:timers/promises';
import { isAccount, type DeployTarget } from '../../local/cloud/deploy-target';
import { clientSettings } from '../../local/story/aws-clients';
import type { Ending } from '../../local/story/ending';
import { STACK } from './project-folder';

/** A resource as CloudFormation keeps it. */
export interface StackResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

/** What somebody with rights to the account can look at and break. */
export interface Admin {
  resources(): Promise<StackResource[]>;
  /** Physical id of the one resource of a type whose logical id contains a word. */
  find(type: string, word: string): Promise<string>;
  /** Does some work while one function, whose logical id contains the name, may not do an action. */
  withoutGrant<T>(functionName: string, action: string, work: () => Promise<T>): Promise<T>;
  /** Every line that the functions of the stack have logged since, as it was written. */
  logLines(sinceMs: number): Promise<string[]>;
}

const POLICY = 'e2e-removed-grant';
/** IAM tells its services of a change within seconds; an emulator knows at once. */
const IAM_DELAY_MS = 15_000;

export function createAdmin(target: DeployTarget, ending: Ending): Admin {
  const settings = clientSettings(target);
  const stacks = new CloudFormationClient(settings);
  const iam = new IAMClient(settings);
  const functions = new LambdaClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  ending.onEnd(() => [stacks, iam, functions, logs].forEach((client) => client.destroy()));

  const resources = async (): Promise<StackResource[]> => {
    const found: StackResource[] = [];
    const pages = paginateListStackResources({ client: stacks }, { StackName: STACK });
    for await (const { StackResourceSummaries = [] } of pages) {
      for (const one of StackResourceSummaries) {
        const { ResourceType: type = '', LogicalResourceId: logicalId = '' } = one;
        found.push({ type, logicalId, physicalId: one.PhysicalResourceId ?? '' });
      }
    }
    return found;
  };
  const find = async (type: string, word: string): Promise<string> => {
    const found = (await resources()).find(
      (one) => one.type === type && one.logicalId.includes(word),
    );
    if (found === undefined) throw new Error(`the stack has no ${type} ${word}`);
    return found.physicalId;
  };
  const roleOf = async (name: string): Promise<string> => {
    const FunctionName = await find('AWS::Lambda::Function', name);
    const asked = new GetFunctionConfigurationCommand({ FunctionName });
    const { Role = '' } = await functions.send(asked);
    return Role.slice(Role.lastIndexOf('/') + 1);
  };
  const settle = async (): Promise<void> => {
    if (isAccount(target)) await pause(IAM_DELAY_MS);
  };

  return {
    resources,
    find,
    withoutGrant: async (functionName, action, work) => {
      const role = { RoleName: await roleOf(functionName), PolicyName: POLICY };
      const Statement = [{ Effect: 'Deny', Action: action, Resource: '*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      await iam.send(new PutRolePolicyCommand({ ...role, PolicyDocument }));
      try {
        await settle();
        return await work();
      } finally {
        await iam.send(new DeleteRolePolicyCommand(role));
        await settle();
      }
    },
    logLines: async (startTime) => {
      const groups = (await resources()).filter(({ type }) => type === 'AWS::Logs::LogGroup');
      const lines = groups.map(async ({ physicalId: logGroupName }) => {
        const own: string[] = [];
        const pages = paginateFilterLogEvents({ client: logs }, { logGroupName, startTime });
        for await (const { events = [] } of pages) {
          own.push(...events.map(({ message = '' }) => message));
        }
        return own;
      });
      return (await Promise.all(lines)).flat();
    },
  };
}
