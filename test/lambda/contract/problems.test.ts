import * as fc from 'fast-check';
import * as v from 'valibot';
import { eventEnvelopeSchema } from '../../../lambda/contract/event-envelope';
import { customerEventDetailSchema } from '../../../lambda/contract/genesys-events';
import { parseInput } from '../../../lambda/contract/problems';
import {
  conflictReportedSchema,
  knownNotificationSchema,
  notificationRequestedSchema,
  ownConflictSchema,
  sessionRegisteredSchema,
} from '../../../lambda/contract/request-events';
import { parseOwn, UnreadableDataError } from '../../../lambda/contract/unreadable-data-error';
import { attemptInputSchema, refusedAttemptSchema } from '../../../lambda/contract/workflow';

const CANARY = 'canary';

const schemas: Record<string, v.GenericSchema> = {
  eventEnvelopeSchema,
  customerEventDetailSchema,
  notificationRequestedSchema,
  conflictReportedSchema,
  knownNotificationSchema,
  ownConflictSchema,
  sessionRegisteredSchema,
  attemptInputSchema,
  refusedAttemptSchema,
  batch: v.object({ Records: v.array(v.object({ messageId: v.string(), body: v.string() })) }),
  json: v.pipe(v.string(), v.parseJson(), eventEnvelopeSchema),
};

const fields = [
  'id',
  'detail-type',
  'detail',
  'eventBody',
  'eventTime',
  'conversationId',
  'messageType',
  'version',
  'occurrence',
  'type',
  'contactId',
  'text',
  'template',
  'variables',
  'locale',
  'from',
  'policy',
  'session',
  'whenClosed',
  'deliverBy',
  'notificationKey',
  'conflict',
  'webchatSessionId',
  'route',
  'decisions',
  'evidence',
  'refusal',
  'missing',
  'Records',
  'body',
  '__proto__',
  'constructor',
];

/** Values that carry the canary wherever a value can stand, at the fields our schemas read. */
const someInput = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      CANARY,
      `${CANARY} `.repeat(300),
      `{"text":"${CANARY}"`,
      42,
      null,
      true,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...fields), tie('value')), { maxLength: 8 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).value;

describe('parseInput', () => {
  it.each(Object.entries(schemas))('never throws and never quotes a value: %s', (_, schema) => {
    fc.assert(
      fc.property(someInput, (input) => {
        const parsed = parseInput(schema, input);

        const told = parsed.kind === 'invalid' ? JSON.stringify(parsed.problems) : '';
        expect(told).not.toContain(CANARY);
      }),
    );
  });

  it.each<[unknown, string]>([
    [null, 'null'],
    [[1, 2], 'array of 2'],
    ['hidden', 'string of 6 characters'],
    [7, 'number'],
    [true, 'boolean'],
    [{}, 'object'],
    [undefined, 'undefined'],
  ])('says what kind of thing was found: %p is %s', (text, found) => {
    const parsed = parseInput(v.object({ text: v.bigint() }), { text });

    expect(parsed).toMatchObject({ problems: [{ path: 'text', expected: 'bigint', found }] });
  });

  it('says where in a list a problem is', () => {
    const parsed = parseInput(v.array(v.object({ id: v.string() })), [{ id: 'a' }, { id: 7 }]);

    expect(parsed).toMatchObject({ problems: [{ path: '1.id' }] });
  });
});

describe('parseOwn', () => {
  it('gives what it read', () => {
    expect(parseOwn(v.object({ id: v.string() }), { id: 'a', more: 1 }, 'a row')).toEqual({
      id: 'a',
    });
  });

  it('names what cannot be read, and quotes nothing of it', () => {
    const read = () => parseOwn(v.object({ id: v.number() }), { id: CANARY }, 'a row');

    expect(read).toThrow(UnreadableDataError);
    expect(read).toThrow('cannot read a row: id: WRONG_TYPE, expected number');
    expect(read).not.toThrow(CANARY);
  });
});
