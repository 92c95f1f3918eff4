import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CONTROL_KEY } from '../lambda/contract/ledger-table';
import {
  API_BUDGET_USED_METRIC,
  DUE_METRIC,
  NEWEST_EVENT_AGE_METRIC,
  NOTIFICATIONS_METRIC,
  OUTCOME_DIMENSION,
  REASON_DIMENSION,
  SWEEPS_METRIC,
} from '../lambda/contract/metrics';
import type { HoldReason } from '../lambda/contract/holds';
import type { Outcome, Reason } from '../lambda/contract/outcomes';
import type { DataStore } from './data-store';
import type { EventIntake } from './event-intake';
import type { RequestSchedules } from './request-schedules';

/** What other constructs of an app may ask of the product: permissions and metrics. */
export abstract class MessagingHandles extends Construct {
  /** Applications publish here, and hear the outcomes here. */
  abstract readonly bus: IEventBus;
  /** Namespace of everything the functions count. */
  abstract readonly metricsNamespace: string;
  /** The tables: `sessions` and `ledger`. */
  abstract readonly store: DataStore;
  /** Where schedules for later requests live: their `group`, and the `role` they publish with. */
  abstract readonly schedules: RequestSchedules;
  /** The buses, and the queues `unreadableEvents` and `undeliveredEvents` of what did not get through. */
  abstract readonly intake: EventIntake;
  /** Events that could not be taken in, each beside the reason why. */
  abstract readonly rejectedEvents: IQueue;

  /**
   * Lets an application publish on the bus: requests, changes to them, conflicts, sessions and preferences. To hear the
   * outcomes it needs a rule of yours on the bus, and no permission.
   */
  grantRequest(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['events:PutEvents'],
      resourceArns: [this.bus.eventBusArn],
    });
  }

  /** Lets an application have requests published later: schedules in our group, with our role. */
  grantSchedule(grantee: IGrantable): Grant {
    const { group, role } = this.schedules;
    return group
      .grantReadSchedules(grantee)
      .combine(group.grantWriteSchedules(grantee))
      .combine(group.grantDeleteSchedules(grantee))
      .combine(
        Grant.addToPrincipal({
          grantee,
          actions: ['iam:PassRole'],
          resourceArns: [role.roleArn],
          conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
        }),
      );
  }

  /** Lets somebody read what became of notifications, and why. While one waits, its row holds its text. */
  grantReadLedger(grantee: IGrantable): Grant {
    const { ledger } = this.store;
    ledger.encryptionKey?.grantDecrypt(grantee);
    return ledger.grant(grantee, 'dynamodb:GetItem', 'dynamodb:Query');
  }

  /**
   * Lets a person on duty do what the runbook says: read the ledger, pause and resume, and read, redrive and empty the
   * queues of what failed. It can't change a notification, nor send one.
   */
  grantOperate(grantee: IGrantable): Grant {
    const { ledger } = this.store;
    ledger.encryptionKey?.grantEncryptDecrypt(grantee);
    for (const queue of failedEvents(this)) queue.grantConsumeMessages(grantee);
    return this.grantReadLedger(grantee).combine(
      Grant.addToPrincipal({
        grantee,
        actions: ['dynamodb:UpdateItem'],
        resourceArns: [ledger.tableArn],
        conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [CONTROL_KEY] } },
      }),
    );
  }

  /** A metric that the functions count. Default: the sum over five minutes. */
  metric(metricName: string, props?: MetricOptions): Metric {
    return new Metric({
      namespace: this.metricsNamespace,
      metricName,
      statistic: Stats.SUM,
      ...props,
    });
  }

  /** Notifications that ended with this outcome, or that wait. */
  metricOutcome(outcome: Outcome | 'HELD', props?: MetricOptions): Metric {
    return this.metric(NOTIFICATIONS_METRIC, {
      dimensionsMap: { [OUTCOME_DIMENSION]: outcome },
      ...props,
    });
  }

  /** Tellings of one reason. Counted are those on which somebody may have to act: of waits, rejected and parked ones. */
  metricReason(reason: Reason | HoldReason, props?: MetricOptions): Metric {
    return this.metric(NOTIFICATIONS_METRIC, {
      dimensionsMap: { [REASON_DIMENSION]: reason },
      ...props,
    });
  }

  /** Messages that Genesys took. */
  metricSent(props?: MetricOptions): Metric {
    return this.metricOutcome('SENT', props);
  }

  /** Notifications that wait for a person. */
  metricParked(props?: MetricOptions): Metric {
    return this.metricOutcome('PARKED', props);
  }

  /** Notifications that a sweep found due: a backlog, if it stays high. Default: the most of five minutes. */
  metricDue(props?: MetricOptions): Metric {
    return this.metric(DUE_METRIC, { statistic: Stats.MAXIMUM, ...props });
  }

  /** Sweeps that ran: one a minute. */
  metricSweeps(props?: MetricOptions): Metric {
    return this.metric(SWEEPS_METRIC, props);
  }

  /** Share of the API budget that is used, in percent; at 100 what can wait does. Default: the most of five minutes. */
  metricApiBudgetUsed(props?: MetricOptions): Metric {
    return this.metric(API_BUDGET_USED_METRIC, { statistic: Stats.MAXIMUM, ...props });
  }

  /** Seconds between the newest conversation event of a batch and its reading. Default: the least of five minutes. */
  metricNewestEventAge(props?: MetricOptions): Metric {
    return this.metric(NEWEST_EVENT_AGE_METRIC, { statistic: Stats.MINIMUM, ...props });
  }
}

const failedEvents = ({ rejectedEvents, intake }: MessagingHandles): IQueue[] => [
  rejectedEvents,
  intake.unreadableEvents,
  intake.undeliveredEvents,
];
