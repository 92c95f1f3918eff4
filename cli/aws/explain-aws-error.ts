import { CommandError } from '../command-error';

/** What a caller can mend of what AWS and the way to it can go wrong with; everything else stays as it is. */
export function explainAwsError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const names = namesOf(error);
  const found = EXPLANATIONS.find(({ matches }) => names.some((name) => matches.test(name)));
  if (found === undefined) return error;
  return new CommandError(found.code, found.message(error), found.nextStep, { cause: error });
}

/** Names and codes of an error and of all that caused it. */
function namesOf(error: Error): string[] {
  const own = [error.name, String(Reflect.get(error, 'code') ?? ''), error.message];
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((cause) => (cause instanceof Error ? namesOf(cause) : []))];
}

interface Explanation {
  readonly matches: RegExp;
  readonly code: string;
  readonly message: (error: Error) => string;
  readonly nextStep: string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    matches: /CredentialsProviderError|Could not load credentials/,
    code: 'CREDENTIALS_MISSING',
    message: () => 'No AWS credentials were found.',
    nextStep:
      'Sign in (`aws sso login`), set AWS_PROFILE, or give --endpoint for the stack on your laptop.',
  },
  {
    matches:
      /ExpiredToken|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch/,
    code: 'CREDENTIALS_REFUSED',
    message: () => 'AWS does not take your credentials, or not any more.',
    nextStep: 'Sign in again, and check AWS_PROFILE and --endpoint.',
  },
  {
    matches: /AccessDenied|NotAuthorized/,
    code: 'ACCESS_DENIED',
    message: ({ message }) => `You may not do that: ${message}`,
    nextStep: 'Ask for the action that the message names, or use a role that has it.',
  },
  {
    matches: /ENOTFOUND|EAI_AGAIN/,
    code: 'HOST_UNKNOWN',
    message: () => 'The address of AWS cannot be found.',
    nextStep: 'Check --region (such as eu-central-1), --endpoint, and your network.',
  },
  {
    matches: /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ETIMEDOUT|TimeoutError|UND_ERR/,
    code: 'ENDPOINT_UNREACHABLE',
    message: () => 'Nothing answers at that address.',
    nextStep: 'Check --endpoint; on a laptop, `npm start` must be running.',
  },
];
