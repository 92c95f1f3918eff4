import * as v from 'valibot';
import { BOOL, N, S, stringAttribute } from '../../lambda/adapters/attribute-values';
import type { DynamoDbTable, Item } from '../../lambda/adapters/dynamodb-table';
import {
  asideItemKey,
  notificationItemKey,
  toNotification,
} from '../../lambda/adapters/ledger-items';
import { storedConclusion, storedDecisions } from '../../lambda/adapters/ledger-json';
import { recipientItemKey } from '../../lambda/adapters/recipient-items';
import { mergedContactIn } from '../../lambda/adapters/session-rows';
import { BY_CONTACT_INDEX } from '../../lambda/contract/sessions-table';
import { parseOwn } from '../../lambda/contract/unreadable-data-error';
import { conclusionSchema } from '../../lambda/contract/outcomes';
import type { Conclusion } from '../../lambda/contract/outcomes';
import type { Eraser } from './desk';

/** A chain of mergers that is longer is a circle. */
const MAX_CONTACTS = 100;

/** Deletes one row of the registry, if it still is this contact's. */
export type DeleteSession = (key: string, contactId: string) => Promise<void>;

/** Erases in the tables, by single-item writes that may be repeated. */
export function createContactEraser(options: {
  readonly ledger: Pick<DynamoDbTable, 'get' | 'updateIf'>;
  readonly sessions: Pick<DynamoDbTable, 'query'>;
  readonly deleteSession: DeleteSession;
}): Eraser {
  const { ledger, sessions, deleteSession } = options;
  const sessionsOf = (contactId: string) =>
    sessions.query({
      IndexName: BY_CONTACT_INDEX,
      KeyConditionExpression: 'contactId = :contact',
      ExpressionAttributeValues: { ':contact': S(contactId) },
    });

  const gather = async (contactId: string, found: Set<string>): Promise<void> => {
    if (found.has(contactId) || found.size === MAX_CONTACTS) return;
    found.add(contactId);
    for (const row of await sessionsOf(contactId)) {
      const merged = mergedContactIn(row);
      // oxlint-disable-next-line no-await-in-loop
      if (merged !== undefined) await gather(merged, found);
    }
  };

  return {
    findContacts: async (contactId) => {
      const found = new Set<string>();
      await gather(contactId, found);
      return [...found];
    },

    // An opt-out of now: whatever was said before is older, however late it comes.
    silence: async (recipientRef, atMs) => {
      await ledger.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression:
          'SET optOut = :true, optOutAtMs = :at, erasedAtMs = :at, sends = :none REMOVE #zone, timeZoneAtMs, locale, localeAtMs',
        ExpressionAttributeNames: { '#zone': 'timeZone' },
        ExpressionAttributeValues: { ':true': BOOL(true), ':at': N(atMs), ':none': { M: {} } },
      });
    },

    forgetNotification: async (notificationKey) => {
      const Key = notificationItemKey(notificationKey);
      const item = await ledger.get({ Key, ConsistentRead: true });
      const known = item === undefined ? undefined : toNotification(item);
      if (known?.kind === 'concluded') {
        await ledger.updateIf({
          Key,
          UpdateExpression:
            'SET conclusion = :conclusion, decisions = :decisions REMOVE movedTo, doubt, channelsPassed',
          ConditionExpression: 'attribute_exists(conclusion)',
          ExpressionAttributeValues: {
            ':conclusion': storedConclusion(withoutTraces(known.conclusion)),
            ':decisions': storedDecisions(
              known.decisions.map(({ at, step, decision }) => ({ at, step, decision })),
            ),
          },
        });
      }
      // After the outcome: what has no request put aside can't be redriven.
      await ledger.updateIf({
        Key: asideItemKey(notificationKey),
        UpdateExpression: 'REMOVE intent',
        ConditionExpression: 'attribute_exists(pk)',
      });
    },

    forgetSessions: async (contactId) => {
      const rows = await sessionsOf(contactId);
      for (const row of rows) {
        // oxlint-disable-next-line no-await-in-loop
        await deleteSession(keyOf(row), contactId);
      }
      return rows.length;
    },
  };
}

const rowSchema = v.object({ conversationId: stringAttribute });

const keyOf = (row: Item): string => parseOwn(rowSchema, row, 'a session row').conversationId;

/** How it ended and why, and what a role lacked; not where, nor about what. A field that is not named here goes. */
const leftSchema = v.pick(conclusionSchema, [
  'version',
  'notificationKey',
  'outcome',
  'reason',
  'nextStep',
  'type',
  'missing',
  'oauthClient',
  'genesysCalls',
  'concludedAt',
]);

const withoutTraces = (conclusion: Conclusion): Conclusion =>
  parseOwn(leftSchema, conclusion, 'an outcome to erase');
