import { DescribeStacksCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StackState } from '../aws-view';

/** What CloudFormation made, by the name it has in the template and by the one it has in AWS. */
export interface Resource {
  readonly type: string;
  /** Logical id without the hash that the CDK puts behind it. */
  readonly name: string;
  readonly physicalId: string;
}

export async function listResources(
  client: CloudFormationClient,
  StackName: string,
): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const summary of page.StackResourceSummaries ?? []) {
      const { ResourceType: type = '', LogicalResourceId = '', PhysicalResourceId } = summary;
      const name = LogicalResourceId.replace(/[0-9A-F]{8}$/, '');
      if (PhysicalResourceId) resources.push({ type, name, physicalId: PhysicalResourceId });
    }
  }
  return resources;
}

export async function readStack(
  client: CloudFormationClient,
  StackName: string,
): Promise<StackState> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks;
    if (stack?.StackStatus === undefined) return { kind: 'missing' };
    const resources = await listResources(client, StackName);
    return {
      kind: 'found',
      status: stack.StackStatus,
      resources: resources.length,
      createdAtMs: stack.CreationTime?.getTime(),
    };
  } catch (error) {
    if (isUnknownStack(error)) return { kind: 'missing' };
    throw error;
  }
}

/** CloudFormation has no code of its own for a stack that is not there. */
const isUnknownStack = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && /not exist/.test(error.message);
