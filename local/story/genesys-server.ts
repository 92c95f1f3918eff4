import { errorCode, errorMessage } from '../cloud/error-facts';
import type { RunningSimulator } from '../genesys/simulator';
import { StoryError } from './story-error';

/** Starts the Genesys simulator on a port that is known before it runs. */
export async function startGenesys(
  port: number,
  organizationId?: string,
): Promise<RunningSimulator> {
  const { startSimulator } = await import('../genesys/simulator.js');
  try {
    return await startSimulator({ port, organizationId });
  } catch (cause) {
    if (errorCode(cause) !== 'EADDRINUSE') throw cause;
    throw new StoryError(
      'PORT_IN_USE',
      `Port ${port} cannot be used for the Genesys simulator: ${errorMessage(cause)}.`,
      'Choose another one with --simulator-port, or none to get a free one.',
      { cause },
    );
  }
}
