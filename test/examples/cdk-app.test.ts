import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ShopStack } from '../../examples/cdk-app/shop-stack';

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the CDK app of the examples', () => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const template = Template.fromStack(new ShopStack(app, 'Shop'));

  it('has the whole product on the bus it had already', () => {
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 1);
    template.resourcePropertiesCountIs(
      'AWS::Events::EventBus',
      { EventSourceName: Match.absent() },
      1,
    );
  });

  it('hears every outcome in a queue of its own', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['proactive-messaging'],
        'detail-type': Match.arrayWith(['NotificationSent', 'NotificationParked']),
      },
      Targets: [
        Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Outcomes'), 'Arn'] } }),
      ],
    });
  });

  it('lets its order service publish, and watches what is parked', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('^OrderService'),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'events:PutEvents',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ShopBus'), 'Arn'] },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 10 });
  });
});
