import { createRequestSigner } from './request-signer';
import type { Sign } from './request-signer';

/** The variables Lambda sets, and the one by which every AWS SDK is sent to another endpoint. */
export interface AwsEnvironment {
  readonly AWS_REGION?: string;
  readonly AWS_ACCESS_KEY_ID?: string;
  readonly AWS_SECRET_ACCESS_KEY?: string;
  readonly AWS_SESSION_TOKEN?: string;
  readonly AWS_ENDPOINT_URL?: string;
}

const regionOf = ({ AWS_REGION = 'us-east-1' }: AwsEnvironment): string => AWS_REGION;

/** Where a service of AWS is reached from here. */
export function endpointOf(service: string, environment: AwsEnvironment): URL {
  const region = regionOf(environment);
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return new URL(environment.AWS_ENDPOINT_URL ?? `https://${service}.${region}.${suffix}`);
}

/** Signs requests to a service as the function that runs here. */
export const signAs = (service: string, environment: AwsEnvironment): Sign =>
  createRequestSigner({
    service,
    region: regionOf(environment),
    credentials: () => ({
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: environment.AWS_SESSION_TOKEN,
    }),
  });
