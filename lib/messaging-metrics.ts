import { Duration } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  MISSING_RIGHTS_METRIC,
  OLDEST_DUE_METRIC,
  OUTCOME_DIMENSION,
  SECONDS_TO_OUTCOME_METRIC,
} from '../lambda/contract/metrics';
import type { HoldReason } from '../lambda/contract/holds';
import type { Outcome, Reason } from '../lambda/contract/outcomes';
import type { MessagingHandles } from './messaging-handles';

/** Of what is counted once a minute. */
const MINUTE = { period: Duration.minutes(1) };

/**
 * What the functions count, as alarms and dashboard look at it. Without labels: an alarm on a metric that has one becomes
 * metric math.
 */
export class MessagingMetrics {
  constructor(
    private readonly messaging: Pick<
      MessagingHandles,
      | 'metric'
      | 'metricApiBudgetUsed'
      | 'metricDue'
      | 'metricNewestEventAge'
      | 'metricOutcome'
      | 'metricReason'
      | 'metricSweeps'
      | 'metricsNamespace'
    >,
  ) {}

  get namespace(): string {
    return this.messaging.metricsNamespace;
  }

  /** Each telling of an outcome, or of a wait. */
  outcomes(outcome: Outcome | 'HELD', props?: MetricOptions): Metric {
    return this.messaging.metricOutcome(outcome, props);
  }

  /** Only reasons on which somebody may have to act are counted: of HELD, REJECTED and PARKED. */
  reasons(reason: Reason | HoldReason): Metric {
    return this.messaging.metricReason(reason);
  }

  /** Of all notifications that were sent. */
  secondsToSent(statistic: string): Metric {
    const dimensionsMap = { [OUTCOME_DIMENSION]: 'SENT' satisfies Outcome };
    return this.messaging.metric(SECONDS_TO_OUTCOME_METRIC, { dimensionsMap, statistic });
  }

  missingRights(): Metric {
    return this.messaging.metric(MISSING_RIGHTS_METRIC, MINUTE);
  }

  sweeps(): Metric {
    return this.messaging.metricSweeps();
  }

  due(): Metric {
    return this.messaging.metricDue(MINUTE);
  }

  oldestDueSeconds(): Metric {
    return this.messaging.metric(OLDEST_DUE_METRIC, { statistic: 'Maximum', ...MINUTE });
  }

  apiBudgetUsedPercent(): Metric {
    return this.messaging.metricApiBudgetUsed(MINUTE);
  }

  newestEventAgeSeconds(): Metric {
    return this.messaging.metricNewestEventAge(MINUTE);
  }
}
