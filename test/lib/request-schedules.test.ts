import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { Match } from 'aws-cdk-lib/assertions';
import { synthesizeStack } from '../support/synth';

const template = synthesizeStack();

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

const idOf = (type: string, name: string): string | undefined =>
  Object.keys(template.findResources(type)).find((id) => id.includes(name));
const arnOf = (type: string, name: string) => ({ 'Fn::GetAtt': [idOf(type, name), 'Arn'] });

describe('the role of schedules', () => {
  it('may publish on our bus, keep what was refused in the encrypted queue, and nothing else', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Description: 'EventBridge Scheduler publishing due requests',
      PolicyDocument: Match.objectLike({
        Statement: [
          {
            Effect: 'Allow',
            Action: 'events:PutEvents',
            Resource: arnOf('AWS::Events::EventBus', 'IntakeBus'),
          },
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Resource: arnOf('AWS::SQS::Queue', 'UndeliveredEvents'),
          },
          {
            Effect: 'Allow',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Resource: arnOf('AWS::KMS::Key', 'Key'),
          },
        ],
      }),
    });
  });

  it('is told to applications together with the queue that a schedule of theirs should name', () => {
    template.hasOutput('ScheduleRoleArn', {});
    template.hasOutput('UndeliveredEventsArn', {
      Value: arnOf('AWS::SQS::Queue', 'UndeliveredEvents'),
    });
  });
});
