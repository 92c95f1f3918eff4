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

/** One handler as a Lambda function, with the house's runtime, logging and size. */
export class StepFunction<Environment extends Record<string, string>> extends LambdaFunction {
  constructor(scope: Construct, id: string, props: StepFunctionProps<Environment>) {
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
      logGroup: new LogGroup(scope, `${id}Logs`, {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
