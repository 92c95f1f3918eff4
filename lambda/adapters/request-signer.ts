import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

export interface SigningOptions {
  readonly service: string;
  readonly region: string;
  readonly credentials: () => {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

export interface SignableRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Sign = (request: SignableRequest) => Promise<Record<string, string>>;

/** Signs POST requests with AWS's own implementation of Signature Version 4 and gives back their headers. */
export function createRequestSigner({ service, region, credentials }: SigningOptions): Sign {
  const signer = new SignatureV4({
    service,
    region,
    credentials: () => Promise.resolve(credentials()),
    sha256: NodeSha256,
  });
  return async ({ url, headers, body }) => {
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: { host: url.host, ...headers },
      body,
    });
    return signed.headers;
  };
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** The signer's hash interface over node:crypto. */
class NodeSha256 {
  private hash;

  constructor(private readonly key?: Bytes) {
    this.hash = this.create();
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.create();
  }

  private create() {
    return this.key === undefined ? createHash('sha256') : createHmac('sha256', toBuffer(this.key));
  }
}

function toBuffer(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes);
  return ArrayBuffer.isView(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Buffer.from(bytes);
}
