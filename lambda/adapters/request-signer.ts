import { createHash, createHmac } from 'node:crypto';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningOptions {
  readonly service: string;
  readonly region: string;
  readonly credentials: () => Credentials;
}

export interface SignableRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Sign = (request: SignableRequest) => Promise<Record<string, string>>;

const ALGORITHM = 'AWS4-HMAC-SHA256';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/**
 * Signs POST requests by AWS's Signature Version 4 and gives back their headers. As much of it as we need: no query, and
 * paths and header values of ours, in which nothing has to be escaped or trimmed. The tests compare it with the SDK's.
 */
export function createRequestSigner({ service, region, credentials }: SigningOptions): Sign {
  let known: { readonly of: string; readonly key: Buffer } = { of: '', key: Buffer.alloc(0) };
  /** The same for a day, as long as the secret is. */
  const keyOf = (day: string, secret: string): Buffer => {
    const of = day + secret;
    if (known.of !== of) {
      const words = [day, region, service, 'aws4_request'];
      known = { of, key: words.reduce<Buffer>(keyed, Buffer.from(`AWS4${secret}`)) };
    }
    return known.key;
  };

  return async ({ url, headers, body }) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials();
    const bodyHash = hash(body);
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const day = time.slice(0, 8);
    const signed: Record<string, string> = {
      host: url.host,
      ...headers,
      'x-amz-date': time,
      ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      'x-amz-content-sha256': bodyHash,
    };
    const names = Object.keys(signed).toSorted();
    const lines = names.map((name) => `${name}:${signed[name]}`);
    const list = names.join(';');
    const request = ['POST', url.pathname, '', ...lines, '', list, bodyHash].join('\n');
    const scope = `${day}/${region}/${service}/aws4_request`;
    const text = [ALGORITHM, time, scope, hash(request)].join('\n');
    const signature = keyed(keyOf(day, secretAccessKey), text).toString('hex');
    const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${list}, Signature=${signature}`;
    return { ...signed, authorization };
  };
}
