import type { Delivery } from './deliveries';

/** All that a rule can tell one event of the corpus from another by. */
export const kindOf = ({ happening }: Delivery): string =>
  `${happening.topic} ${happening.messageType ?? 'VOICE'}`;
