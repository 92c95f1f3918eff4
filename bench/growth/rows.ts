import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Row } from '../memory/units';

/** Another id, as long as the real one: units are counted by the byte. */
const alike = (real: AttributeValue | undefined, id: string): AttributeValue => ({
  S: id.padEnd(real?.S?.length ?? 0, '.'),
});

/** The same notification, of somebody else. */
export const ofSomebodyElse = (row: Row, pk: string): Row => ({
  ...row,
  pk: alike(row.pk, pk),
  recipientRef: alike(row.recipientRef, `recipient-of-${pk}`),
});

/** A held notification of somebody else, due at a moment. */
export const dueCopy = (row: Row, pk: string, dueAtMs: number): Row => ({
  ...ofSomebodyElse(row, pk),
  dueAtMs: { N: String(dueAtMs) },
});

/** The live session of somebody else, to be asked about at a moment. */
export const sessionCopy = (row: Row, number: number, staleAtMs: number): Row => ({
  ...row,
  conversationId: alike(row.conversationId, `conversation-${number}`),
  contactId: alike(row.contactId, `contact-${number}`),
  staleAtMs: { N: String(staleAtMs) },
});
