import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { anyOf, ServiceRole, TRACING } from './service-role';
import { acknowledge } from './acknowledgements';
import { bundleHandler } from './lambda-bundle';
import type { FunctionNetwork } from './function-network';
import type { BundleFiles, HandlerName } from './lambda-bundle';

export interface StepFunctionProps<Environment> {
  /** Name of the handler file, and with it of the state. */
  readonly handler: HandlerName;
  readonly description: string;
  /** Everything the handler reads; a variable it does not list does not compile. */
  readonly environment: Environment;
  readonly timeout: Duration;
  /** Files the handler reads, beside its bundle. @default - none */
  readonly files?: BundleFiles;
  /**
   * Functions wait for Genesys and for the tables most of their time, and waiting is paid by memory.
   * @default 256
   */
  readonly memorySize?: number;
  /** Encrypts the function's environment. */
  readonly encryptionKey: IKey;
  readonly network: FunctionNetwork;
}

/** How Lambda puts a function into a network. */
const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** One handler as a Lambda function, with the house's runtime, logging and size. */
export class StepFunction<Environment extends Record<string, string>> extends LambdaFunction {
  /** Its role, and the one place where rights are given to it. */
  readonly rights: ServiceRole;

  constructor(scope: Construct, id: string, props: StepFunctionProps<Environment>) {
    const rights = new ServiceRole(scope, `${id}Rights`, {
      description: props.description,
      service: 'lambda',
      sourceArns: [anyOf(scope, 'lambda', 'function')],
    });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      encryptionKey: props.encryptionKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    rights.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    const isInNetwork = props.network.vpc !== undefined;
    rights.allowWithoutResource(
      [...TRACING, ...(isInNetwork ? NETWORK_INTERFACES : [])],
      'Neither X-Ray nor a network interface that is yet to be made has a resource to name.',
    );
    super(scope, id, {
      description: props.description,
      code: bundleHandler(props.handler, props.files),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 256,
      timeout: props.timeout,
      environment: props.environment,
      environmentEncryption: props.encryptionKey,
      ...props.network,
      tracing: Tracing.ACTIVE,
      // The handlers write JSON themselves; a second wrapping would hide the fields.
      loggingFormat: LoggingFormat.TEXT,
      logGroup,
      role: rights.role,
    });
    this.rights = rights;
    acknowledge(this, {
      vpc: isInNetwork
        ? undefined
        : 'It speaks to AWS and Genesys alone, over TLS and by name; a network is the choice of the account.',
      deadLetterQueueOfFunction:
        'Whoever calls it keeps what fails: the workflow catches, the queue redrives, the schedule comes again in minutes.',
      reservedConcurrency:
        'A reservation takes from the rest of the account, and a small account refuses it; slots in the ledger bound what runs at once.',
    });
  }
}
