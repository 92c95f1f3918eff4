import { fromNodeProviderChain } from '@aws-sdk/credential-providers';

type Credentials = Awaited<ReturnType<ReturnType<typeof fromNodeProviderChain>>>;

/** Which AWS a command speaks to, and as whom. */
export interface Place {
  readonly region: string;
  /** An emulator's address; AWS itself when left out. */
  readonly endpoint?: string;
  readonly credentials: Credentials;
}

export interface PlaceOptions {
  readonly region?: string;
  readonly endpoint?: string;
}

/** The key every emulator takes for its root; on a laptop nobody wants to be asked for one. */
const EMULATOR_KEY = { accessKeyId: 'test', secretAccessKey: 'test' };
const DEFAULT_REGION = 'us-east-1';

/** Credentials of the reader's own profile or session; an emulator on this machine needs none. */
export async function findPlace(
  { region, endpoint }: PlaceOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Place> {
  const known = region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  const place = { region: known ?? DEFAULT_REGION, endpoint };
  const isLaptop = endpoint?.startsWith('http:') === true;
  if (isLaptop && environment.AWS_ACCESS_KEY_ID === undefined) {
    return { ...place, credentials: EMULATOR_KEY };
  }
  return { ...place, credentials: await fromNodeProviderChain()() };
}

/** What every AWS client of a command is made with. */
export const clientSettings = ({ region, endpoint, credentials }: Place) => ({
  region,
  credentials,
  // Some calls put a word before the host's name; an emulator has one name for everything.
  ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
  // A person waits: an address that does not answer has to be told of within seconds.
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000 },
});

/** The variables in which the stack's own adapters look for all this. */
export const toVariables = ({ region, endpoint, credentials }: Place) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  ...(endpoint !== undefined && { AWS_ENDPOINT_URL: endpoint }),
});
