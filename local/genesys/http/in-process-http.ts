import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { toWireHeaders, type WireAnswer } from './wire-answer';

export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Headers of the outer connection, which say nothing about the one in here. */
const withoutHopHeaders = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const {
    connection: _connection,
    expect: _expect,
    'transfer-encoding': _encoding,
    'content-length': _length,
    ...kept
  } = headers;
  return kept;
};

/**
 * Speaks HTTP to a server that listens nowhere, over a pair of streams, so that a request's effect and its answer on
 * the wire can be taken apart. (Fastify's own `inject` would do, but loads an ES module that jest cannot.)
 */
export const callInProcess = (server: Server, arrival: Arrival): Promise<WireAnswer> =>
  new Promise((resolve, reject) => {
    const [here, there] = duplexPair();
    server.emit('connection', there);
    const request = httpRequest({
      createConnection: () => here,
      method: arrival.method,
      path: arrival.url,
      headers: {
        ...withoutHopHeaders(arrival.headers),
        connection: 'close',
        ...(arrival.body.length === 0 ? {} : { 'content-length': arrival.body.length }),
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 500,
          headers: toWireHeaders(response.headers),
          body: Buffer.concat(chunks),
        });
      });
    });
    request.end(arrival.body);
  });
