import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Amendment } from '../domain/ports';
import { N, S } from './attribute-values';

/** The parts of an update that a change adds to the note in the record. */
interface UpdateParts {
  readonly set: string;
  readonly condition: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, AttributeValue>;
}

/** Spells a change of a waiting notification. A move is refused when the same or a newer one stands. */
export function toUpdate(change: Amendment['change']): UpdateParts {
  switch (change.kind) {
    case 'none':
      return { set: '', condition: '' };
    case 'cancel': {
      const { askedAtMs, dueAtMs } = change;
      return {
        set: `, cancelAskedAtMs = :asked${dueAtMs === undefined ? '' : ', dueAtMs = :due'}`,
        condition: '',
        values: { ':asked': N(askedAtMs), ...(dueAtMs !== undefined && { ':due': N(dueAtMs) }) },
      };
    }
    case 'move':
      return {
        set: ', #state = :pending, movedTo = :times, movedAtMs = :asked, dueAtMs = :due REMOVE #hold, wakeOn',
        condition: ' AND (attribute_not_exists(movedAtMs) OR movedAtMs < :asked)',
        names: { '#state': 'state', '#hold': 'hold' },
        values: {
          ':pending': S('PENDING'),
          ':times': S(JSON.stringify(change.times)),
          ':asked': N(change.askedAtMs),
          ':due': N(change.dueAtMs),
        },
      };
  }
}
