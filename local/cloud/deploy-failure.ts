import type { ToolkitError } from '@aws-cdk/toolkit-lib';
import { isAccount, type DeployTarget } from './deploy-target';
import { errorChain, errorCode, errorMessage } from './error-facts';
import { LaptopError } from './laptop-error';

type Recognizer = Pick<typeof ToolkitError, 'isAuthenticationError' | 'isBootstrapError'>;

const NO_ANSWER = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT']);
const NO_CREDENTIALS =
  /no credentials|could not load credentials|security token|ExpiredToken|Unable to resolve AWS account/i;

export interface FailedDeployment {
  readonly error: unknown;
  readonly target: DeployTarget;
  /** What the toolkit reported on the way. */
  readonly reported: readonly string[];
  readonly logPath?: string;
}

/** A deployment that failed, as one of our codes. */
export function deployFailure(failed: FailedDeployment, recognize: Recognizer): LaptopError {
  const { error, target } = failed;
  const where = isAccount(target) ? `account ${target.accountId}` : target.endpoint;
  if (hasNoAnswer(error)) return unreachable(error, where);
  if (recognize.isBootstrapError(error)) return notBootstrapped(error, target);
  if (recognize.isAuthenticationError(error) || NO_CREDENTIALS.test(errorMessage(error))) {
    return noCredentials(error, where);
  }
  const reasons = failed.reported.filter((line) => !errorMessage(error).includes(line));
  return new LaptopError('DEPLOY_FAILED', {
    message: [`Deploying into ${where} failed: ${plain(error)}`, ...reasons].join('\n'),
    nextStep: `Correct the resource that is named; ${whereToRead(failed)}.`,
    cause: error,
  });
}

function whereToRead({ logPath }: FailedDeployment): string {
  return logPath === undefined ? 'then start again' : `all the toolkit said is in ${logPath}`;
}

/** The toolkit decorates its sentences for a terminal. */
function plain(error: unknown): string {
  return errorMessage(error).replace(/^[^\w"']+/, '');
}

/** Looks through the chain of causes: the toolkit wraps what its AWS clients threw. */
function hasNoAnswer(error: unknown): boolean {
  return errorChain(error).some((one) => NO_ANSWER.has(errorCode(one) ?? ''));
}

function unreachable(cause: unknown, where: string): LaptopError {
  return new LaptopError('ENDPOINT_UNREACHABLE', {
    message: `The connection to ${where} was lost while deploying: ${errorMessage(cause)}.`,
    nextStep: 'Check that it still runs, then start again.',
    cause,
  });
}

function notBootstrapped(cause: unknown, target: DeployTarget): LaptopError {
  return new LaptopError('NOT_BOOTSTRAPPED', {
    message: `Account ${target.accountId} is not prepared for the CDK in ${target.region}: ${errorMessage(cause)}`,
    nextStep: `Run \`npx cdk bootstrap aws://${target.accountId}/${target.region}\` once, then start again.`,
    cause,
  });
}

function noCredentials(cause: unknown, where: string): LaptopError {
  return new LaptopError('CREDENTIALS_MISSING', {
    message: `No usable AWS credentials for ${where}: ${errorMessage(cause)}`,
    nextStep: 'Sign in to AWS (for example with `aws sso login`), or set AWS_PROFILE.',
    cause,
  });
}
