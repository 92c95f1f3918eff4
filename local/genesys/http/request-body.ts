import type { IncomingMessage } from 'node:http';

/** Far beyond the platform's limit; what follows is read and dropped, the refusal is certain by then. */
const keepAtMost = 4 * 1024 * 1024;

/** Collects a request's bytes; undefined when the client went away before their end. */
export const readRequestBody = (request: IncomingMessage): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= keepAtMost) chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
