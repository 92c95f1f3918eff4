import type { OpenDesk } from './desk';

/** Opens a stack at AWS, or in an emulator. The clients are loaded only now: help and mistakes need none of them. */
export const openAwsDesk: OpenDesk = async (choice, environment) => {
  const { openDesk } = await import('./open-desk.js');
  return openDesk(choice, environment);
};
