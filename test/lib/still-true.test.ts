import { Match } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readChange } from '../../lambda/steps/read-change';
import { parseStillTrue, StillTrueError } from '../../lib/still-true-settings';
import { readJson } from '../local/genesys/support/read-json';
import { STAGE, synthesizeStack } from '../support/synth';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const until = {
  source: ['shop.orders'],
  detailType: ['OrderDelivered'],
  contactId: '$.detail.customer.id',
  occurrence: 'order-{$.detail.order.id}-of-{$.detail.year}',
};
const template = synthesizeStack({
  ...STAGE,
  stillTrue: [
    { type: 'delay', ask: 'orders-still-true', until },
    { type: 'reminder', ask: 'appointments' },
  ],
});

const transformerOf = (): { InputPathsMap: Record<string, string>; InputTemplate: string } => {
  const [rule] = Object.values(
    template.findResources('AWS::Events::Rule', {
      Properties: {
        EventPattern: { source: ['shop.orders'], 'detail-type': ['OrderDelivered'] },
      },
    }),
  );
  return rule?.Properties.Targets[0].InputTransformer;
};

describe('the setting stillTrue', () => {
  it('turns the event that ends the truth into the cancellation of its message', () => {
    const { InputPathsMap: paths, InputTemplate: input } = transformerOf();
    const event: Record<string, string> = {
      '$.id': 'e-1',
      '$.time': '2026-11-22T12:00:00Z',
      '$.detail.customer.id': 'contact-1',
      '$.detail.order.id': '4711',
      '$.detail.year': '2026',
    };
    const valueOf = (name: string): string => event[paths[name] ?? ''] ?? `no ${name}`;

    // EventBridge writes a value as JSON, and inside of a text as it is.
    const filled = input
      .replaceAll(/(?<=[:{,])<(\w+)>/g, (_, name: string) => JSON.stringify(valueOf(name)))
      .replaceAll(/<(\w+)>/g, (_, name: string) => valueOf(name));
    const { 'detail-type': type, detail } = readJson<Record<string, string>>(filled);

    expect(readChange(type ?? '', detail, 0)).toEqual({
      kind: 'cancelled',
      change: {
        version: '1',
        type: 'delay',
        contactId: 'contact-1',
        occurrence: 'order-4711-of-2026',
      },
    });
  });

  it('lets the sending functions invoke the functions it names, and lets nobody else', () => {
    const allowed = Object.entries(
      template.findResources('AWS::IAM::ManagedPolicy', {
        Properties: {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({ Action: 'lambda:InvokeFunction', Resource: Match.anyValue() }),
            ]),
          },
        },
      }),
    ).filter(([, policy]) => JSON.stringify(policy).includes(':function:orders-still-true'));

    const functions = allowed.map(
      ([id]) => /(PostMessage|OpenNewSession|SendByChannel)/.exec(id)?.[1],
    );
    expect(new Set(functions)).toEqual(new Set(['OpenNewSession', 'PostMessage', 'SendByChannel']));
    expect(allowed).toHaveLength(3);
    expect(JSON.stringify(allowed)).not.toContain(':function:*');
  });

  it('costs a stage without it no permission and no rule', () => {
    const plain = synthesizeStack(STAGE);

    expect(JSON.stringify(plain.toJSON())).not.toContain('StillTrue');
    expect(JSON.stringify(plain.findResources('AWS::IAM::ManagedPolicy'))).not.toContain(
      ':function:',
    );
  });

  it.each<[string, object, RegExp]>([
    ['neither function nor event', { type: 'a' }, /stillTrue\.0: .*ask, until, or both/],
    ['an ARN', { type: 'a', ask: 'arn:aws:lambda:x' }, /stillTrue\.0\.ask: .*name of a Lambda/],
    [
      'a source of AWS',
      { type: 'a', until: { ...until, source: ['aws.s3'] } },
      /until\.source: .*do not start with aws\./,
    ],
    [
      'a contact that is no field',
      { type: 'a', until: { ...until, contactId: 'customer' } },
      /until\.contactId: found "customer", expected a field of the event/,
    ],
    [
      'an occurrence that would be the same for every event',
      { type: 'a', until: { ...until, occurrence: 'order' } },
      /until\.occurrence: found "order", expected at least one field/,
    ],
    [
      'a brace too many',
      { type: 'a', until: { ...until, occurrence: '{order}-{$.detail.id}' } },
      /until\.occurrence: .*braces around fields/,
    ],
    ['a misspelled setting', { type: 'a', aks: 'f' }, /stillTrue\.0\.aks: unknown setting/],
  ])('refuses %s', (_, condition, message) => {
    const parse = () => parseStillTrue(readJson(JSON.stringify([condition])));

    expect(parse).toThrow(StillTrueError);
    expect(parse).toThrow(message);
  });

  it('refuses two answers for one type', () => {
    const twice = [
      { type: 'a', ask: 'f' },
      { type: 'a', ask: 'g' },
    ];

    expect(() => parseStillTrue(twice)).toThrow(/one entry for each type/);
  });
});
