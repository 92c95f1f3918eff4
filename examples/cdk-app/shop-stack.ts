import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ProactiveMessaging } from 'proactive-messaging';
import { HEARD_EVENTS, OUTCOME_SOURCE } from 'proactive-messaging/events';

/** A shop that has a bus already, and wants its order service to write to customers. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const bus = new EventBus(this, 'ShopBus');
    const messaging = new ProactiveMessaging(this, 'Messaging', {
      genesys: { domain: 'mypurecloud.ie' },
      eventSourceName:
        'aws.partner/genesys.com/cloud/00000000-0000-4000-8000-000000000000/proactive',
      eventBus: bus,
      quietHours: { from: '21:00', to: '08:00', timeZone: 'Europe/Berlin' },
      frequencyCaps: [{ max: 3, perHours: 24 }],
      exemptTypes: ['otp'],
    });

    // Whatever runs the order service wears this role: it asks, now or later, and may look up what became of it.
    const orderService = new Role(this, 'OrderService', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    messaging.grantRequest(orderService);
    messaging.grantSchedule(orderService);
    messaging.grantReadLedger(orderService);

    // And hears the outcomes in a queue of its own.
    const outcomes = new Queue(this, 'Outcomes', { enforceSSL: true });
    new Rule(this, 'OutcomesForOrders', {
      eventBus: bus,
      eventPattern: { source: [OUTCOME_SOURCE], detailType: Object.keys(HEARD_EVENTS) },
      targets: [new SqsQueue(outcomes)],
    });
    outcomes.grantConsumeMessages(orderService);

    const period = Duration.minutes(5);
    new Dashboard(this, 'Dashboard').addWidgets(
      new GraphWidget({
        title: 'Messages',
        left: [messaging.metricSent({ period }), messaging.metricOutcome('SUPPRESSED', { period })],
        right: [messaging.metricDue({ period })],
      }),
    );
    messaging
      .metricParked({ period })
      .createAlarm(this, 'SomebodyShouldLook', { threshold: 10, evaluationPeriods: 1 });

    new CfnOutput(this, 'BusName', { value: bus.eventBusName });
    new CfnOutput(this, 'OutcomesUrl', { value: outcomes.queueUrl });
  }
}
