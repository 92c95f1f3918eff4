import { createServer } from 'node:net';
import { errorCode, errorMessage } from './error-facts';
import { LaptopError } from './laptop-error';

/** Both addresses that the name `localhost` stands for: a client may try either first. */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Picks a port of the loopback interface that nothing listens on, or checks the wanted one.
 * Throws PORT_IN_USE when the wanted one is taken.
 */
export async function claimPort(wanted?: number): Promise<number> {
  if (wanted === undefined) return await listenOnce('127.0.0.1', 0);

  for (const host of LOOPBACK) await claimOn(host, wanted);
  return wanted;
}

async function claimOn(host: string, port: number): Promise<void> {
  try {
    await listenOnce(host, port);
  } catch (error) {
    const code = errorCode(error);
    // A machine without IPv6 cannot have anything listening there.
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return;
    throw portInUse(port, host, error);
  }
}

function portInUse(port: number, host: string, cause: unknown): LaptopError {
  return new LaptopError('PORT_IN_USE', {
    message: `Port ${port} on ${host} cannot be used for the emulator: ${errorMessage(cause)}.`,
    nextStep: `Stop what listens there (\`lsof -i :${port}\` names it), or choose another port, or none to get a free one.`,
    cause,
  });
}

async function listenOnce(host: string, port: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const bound = address !== null && typeof address === 'object' ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
