import type { FunctionEnvironment, Took } from './function-environment';
import type { Contestant } from './contestants';

const TEXT =
  'Your order 4711 is late. It arrives on Friday, 27 November 2026. Reply here if you need help.';

let events = 0;

/** The event that all contestants are given. @param occurrence differs when something else is to be told */
export function requestOf(contactId: string, occurrence: string): object {
  events += 1;
  return {
    version: '0',
    id: `event-${events}`,
    'detail-type': 'NotificationRequested',
    source: 'bench',
    time: new Date().toISOString(),
    detail: { occurrence, type: 'order-delayed', contactId, text: TEXT },
  };
}

/** Runs a contestant's functions, each with the output of the one before it. */
export async function notify(
  { toInput, goesOn }: Pick<Contestant, 'toInput' | 'goesOn'>,
  environments: readonly FunctionEnvironment[],
  event: object,
): Promise<Took[]> {
  const took: Took[] = [];
  let input: unknown = toInput(event);
  for (const environment of environments) {
    // oxlint-disable-next-line no-await-in-loop
    const ran = await environment.invoke(input);
    took.push(ran);
    input = ran.output;
    if (!goesOn(input)) break;
  }
  return took;
}
