import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';

/** Where the functions run. */
export interface FunctionNetwork {
  /**
   * Network of every function. From its subnets they must reach Genesys over HTTPS (through a NAT), and DynamoDB, Secrets
   * Manager, SQS and Step Functions (through a NAT or endpoints).
   *
   * @default - the functions run outside of any network of yours
   */
  readonly vpc?: FunctionOptions['vpc'];

  /**
   * Which subnets of `vpc`.
   *
   * @default - the private subnets
   */
  readonly vpcSubnets?: FunctionOptions['vpcSubnets'];

  /**
   * Security groups of the functions; they call out on port 443 and nobody calls them.
   *
   * @default - one of its own for each function, which lets everything out
   */
  readonly securityGroups?: FunctionOptions['securityGroups'];
}

/** Subnets or security groups were given without the network that they belong to. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

/**
 * Picks the network from among a construct's props.
 *
 * @throws NetworkError
 */
export function toNetwork({ vpc, vpcSubnets, securityGroups }: FunctionNetwork): FunctionNetwork {
  if (vpc === undefined && (vpcSubnets ?? securityGroups) !== undefined) {
    throw new NetworkError('vpcSubnets and securityGroups mean nothing without vpc: give vpc too');
  }
  return { vpc, vpcSubnets, securityGroups };
}
