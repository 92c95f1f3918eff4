import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { ProactiveMessaging } from '../../lib';
import { toNetwork } from '../../lib/function-network';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const BUS_ARN = 'arn:aws:events:eu-west-1:111122223333:event-bus/company';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/ours';

/** A stack of somebody else who brings all there is to bring. */
function synthesizeWithOwn(): Template {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Theirs', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1 });
  new ProactiveMessaging(stack, 'Messaging', {
    genesys: { domain: 'mypurecloud.ie' },
    eventBus: EventBus.fromEventBusArn(stack, 'Company', BUS_ARN),
    encryptionKey: Key.fromKeyArn(stack, 'Ours', KEY_ARN),
    sessionsTable: Table.fromTableName(stack, 'Sessions', 'their-sessions'),
    ledgerTable: Table.fromTableName(stack, 'Ledger', 'their-ledger'),
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [new SecurityGroup(stack, 'Out', { vpc })],
  });
  return Template.fromStack(stack);
}

describe('an app that brings its own', () => {
  const template = synthesizeWithOwn();
  const resourcesOf = (type: string) => Object.values(template.findResources(type));

  it('gets no second bus, key or table', () => {
    template.resourceCountIs('AWS::Events::EventBus', 0);
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.resourceCountIs('AWS::DynamoDB::Table', 0);
  });

  it('has every rule on its bus', () => {
    template.allResourcesProperties('AWS::Events::Rule', { EventBusName: 'company' });
  });

  it('has outcomes published on its bus', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 'events:PutEvents', Resource: BUS_ARN }),
        ]),
      },
    });
  });

  it('still has nobody but the workflow speak as the workflow', () => {
    template.hasResourceProperties('AWS::Events::EventBusPolicy', {
      EventBusName: 'company',
      Statement: Match.objectLike({
        Effect: 'Deny',
        Action: 'events:PutEvents',
        Resource: BUS_ARN,
        Condition: {
          'ForAnyValue:StringEquals': { 'events:source': 'proactive-messaging' },
          ArnNotEquals: { 'aws:PrincipalArn': Match.anyValue() },
        },
      }),
    });
  });

  it.each([
    ['AWS::SQS::Queue', 'KmsMasterKeyId', 4],
    ['AWS::SecretsManager::Secret', 'KmsKeyId', 2],
  ])('has each %s encrypted with its key', (type, property, count) => {
    const keys = resourcesOf(type).map(({ Properties }) => Properties[property]);

    expect(keys).toEqual(Array.from({ length: count }, () => KEY_ARN));
  });

  it('has its tables opened to the functions with their indexes', () => {
    const policies = JSON.stringify(resourcesOf('AWS::IAM::ManagedPolicy'));

    expect(policies).toContain('table/their-sessions/index/');
    expect(policies).toContain('table/their-ledger/index/ByDue');
  });

  it('has every function in the subnets and groups that it named', () => {
    const functions = resourcesOf('AWS::Lambda::Function').filter(
      ({ Properties }) => Properties.Environment?.Variables.METRICS_NAMESPACE,
    );

    expect(functions.length).toBeGreaterThan(9);
    for (const { Properties } of functions) {
      expect(Properties.KmsKeyArn).toBe(KEY_ARN);
      expect(Properties.VpcConfig).toMatchObject({
        SubnetIds: [expect.anything()],
        SecurityGroupIds: [expect.anything()],
      });
    }
  });
});

it('refuses subnets and groups without the network they belong to', () => {
  expect(() => toNetwork({ vpcSubnets: { subnetType: SubnetType.PUBLIC } })).toThrow(
    expect.objectContaining({ name: 'NetworkError' }),
  );
  expect(() => toNetwork({ securityGroups: [] })).toThrow('give vpc too');
  expect(toNetwork({})).toEqual({});
});
