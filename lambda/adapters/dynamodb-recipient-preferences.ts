import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { RecipientPreferences } from '../domain/ports';
import type { PreferenceChange } from '../domain/recipient';
import { BOOL, N, S } from './attribute-values';
import type { DynamoDbTable } from './dynamodb-table';
import { recipientItemKey, toPreferences } from './recipient-items';

/** One thing that somebody said about a contact. */
interface Word {
  readonly attribute: 'optOut' | 'timeZone' | 'locale';
  readonly value: AttributeValue;
  /** What has to stand there for an equally old word to replace it, lest arrival decides. */
  readonly beats?: string;
}

/** Of two consents of the same moment the opt-out stands; of two names, the one that sorts last. */
function wordsOf({ consent, timeZone, locale }: PreferenceChange): Word[] {
  const isOptOut = consent === 'optedOut';
  const optOut: Word = { attribute: 'optOut', value: BOOL(isOptOut) };
  return [
    ...(consent === undefined ? [] : [isOptOut ? { ...optOut, beats: 'optOut = :false' } : optOut]),
    ...nameOf('timeZone', timeZone),
    ...nameOf('locale', locale),
  ];
}

const nameOf = (attribute: 'timeZone' | 'locale', name: string | undefined): Word[] =>
  name === undefined ? [] : [{ attribute, value: S(name), beats: `#${attribute} < :${attribute}` }];

const isNews = ({ attribute, beats }: Word): string => {
  const equal = beats === undefined ? '' : ` OR (${attribute}AtMs = :at AND ${beats})`;
  return `(attribute_not_exists(${attribute}AtMs) OR ${attribute}AtMs < :at${equal})`;
};

/** What contacts want, in the rows that hold their slots: an opt-out and the right to send are one condition. */
export function createRecipientPreferences(
  table: Pick<DynamoDbTable, 'get' | 'updateIf'>,
): RecipientPreferences {
  const write = async (
    { recipientRef, atMs }: PreferenceChange,
    words: readonly Word[],
  ): Promise<boolean> => {
    const set = words.map(
      ({ attribute }) => `#${attribute} = :${attribute}, ${attribute}AtMs = :at`,
    );
    const written = await table.updateIf({
      Key: recipientItemKey(recipientRef),
      UpdateExpression: `SET ${set.join(', ')}`,
      ConditionExpression: words.map(isNews).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(
        words.map(({ attribute }) => [`#${attribute}`, attribute]),
      ),
      ExpressionAttributeValues: {
        ...Object.fromEntries(words.map(({ attribute, value }) => [`:${attribute}`, value])),
        ...(words.some(({ beats }) => beats?.includes(':false')) && { ':false': BOOL(false) }),
        ':at': N(atMs),
      },
    });
    return written.kind === 'written';
  };

  return {
    fetchPreferences: async (recipientRef) => {
      const row = { Key: recipientItemKey(recipientRef), ConsistentRead: true };
      return toPreferences(await table.get(row), recipientRef);
    },
    changePreference: async (change) => {
      const words = wordsOf(change);
      if (await write(change, words)) return 'applied';
      // Something of it is old, and the rest may be news: an opt-out must not fall with an old time zone.
      const alone = words.length > 1 ? words : [];
      const written = await Promise.all(alone.map((word) => write(change, [word])));
      return written.some(Boolean) ? 'applied' : 'superseded';
    },
  };
}
