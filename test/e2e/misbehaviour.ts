import * as v from 'valibot';
import { demandJson, jsonRequest } from '../../local/story/http-json';
import type { Place } from './place';

/** The call that puts a message into a conversation. */
export const SENDS = { method: 'POST', path: '/api/v2/conversations/messages/agentless' };

/** Does some work while the Genesys simulator misbehaves. */
export async function whileMisbehaving<T>(
  { genesys }: Pick<Place, 'genesys'>,
  fault: object,
  work: () => Promise<T>,
): Promise<T> {
  const url = `${genesys.control}/faults`;
  const { id } = await demandJson(v.object({ id: v.string() }), url, jsonRequest('POST', fault));
  try {
    return await work();
  } finally {
    await demandJson(v.unknown(), `${url}/${id}`, { method: 'DELETE' });
  }
}
