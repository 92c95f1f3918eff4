import * as v from 'valibot';
import { SWEEPS_METRIC } from '../../../lambda/contract/metrics';
import { ofType } from '../concrete-template';
import type { ConcreteTemplate } from '../concrete-template';
import type { HouseRule, Place } from './house-rule';

const targetSchema = v.object({
  DeadLetterConfig: v.optional(v.object({ Arn: v.string() })),
  RetryPolicy: v.optional(
    v.object({ MaximumEventAgeInSeconds: v.number(), MaximumRetryAttempts: v.number() }),
  ),
});
type Target = v.InferOutput<typeof targetSchema>;

const losesSilently = ({ DeadLetterConfig, RetryPolicy }: Target): boolean =>
  DeadLetterConfig === undefined || RetryPolicy === undefined;

const ruleSchema = v.object({ Targets: v.pipe(v.array(targetSchema), v.minLength(1)) });
const scheduleSchema = v.object({ Target: targetSchema });

const alarmSchema = v.object({
  Namespace: v.string(),
  MetricName: v.string(),
  Threshold: v.number(),
  TreatMissingData: v.string(),
  Dimensions: v.optional(v.array(v.object({ Name: v.string(), Value: v.string() })), []),
});
type Alarm = v.InferOutput<typeof alarmSchema>;

const alarmsOf = (template: ConcreteTemplate): Alarm[] =>
  ofType(template, 'AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
    // Alarms over an expression have another shape; none of them is what these rules ask for.
    const alarm = v.safeParse(alarmSchema, Properties);
    return alarm.success ? [alarm.output] : [];
  });

const watches =
  ({ id, template }: Place) =>
  ({ MetricName, Threshold, Dimensions }: Alarm): boolean =>
    MetricName === 'ApproximateNumberOfMessagesVisible' &&
    Threshold === 0 &&
    Dimensions.some(({ Value }) => Value === id || Value === `${id}.QueueName`) &&
    template[id] !== undefined;

/** Nothing is lost without somebody hearing of it. */
export const DELIVERY_RULES: readonly HouseRule[] = [
  {
    name: 'RuleTargetsKeepWhatFails',
    type: 'AWS::Events::Rule',
    says: 'A target has no dead-letter queue or no retry policy.',
    why: 'EventBridge drops what it cannot deliver.',
    isBroken: ({ resource }) =>
      v.parse(ruleSchema, resource.Properties).Targets.some(losesSilently),
  },
  {
    name: 'SchedulesKeepWhatFails',
    type: 'AWS::Scheduler::Schedule',
    says: 'The target has no dead-letter queue or no retry policy.',
    why: 'Scheduler drops what it cannot deliver.',
    isBroken: ({ resource }) => losesSilently(v.parse(scheduleSchema, resource.Properties).Target),
  },
  {
    name: 'DeadLetterQueuesAreWatched',
    type: 'AWS::SQS::Queue',
    says: 'A queue that nothing empties has no alarm at its first message.',
    why: 'What nobody hears of is lost.',
    isBroken: (place) =>
      place.resource.Properties.RedrivePolicy === undefined &&
      !alarmsOf(place.template).some(watches(place)),
  },
  {
    name: 'SweeperIsWatched',
    type: 'AWS::StepFunctions::StateMachine',
    says: 'No alarm rings when sweeps stop.',
    why: 'Executions that die are found by the sweep alone, and a sweep that does not run reports nothing.',
    isBroken: ({ template }) =>
      !alarmsOf(template).some(
        ({ MetricName, TreatMissingData }) =>
          MetricName === SWEEPS_METRIC && TreatMissingData === 'breaching',
      ),
  },
];
