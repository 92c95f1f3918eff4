/** Something that AWS does and the built-in emulator does not, and the test that covers it instead. */
export interface EmulatorGap {
  readonly lacks: string;
  /** Path from the repository's root. */
  readonly file: string;
  /** Title of a test in it, as it is written there. */
  readonly test: string;
}

/** What a passed run says nothing about. */
export const EMULATOR_GAPS: readonly EmulatorGap[] = [
  {
    lacks: 'the name of a thrown error reaches the workflow',
    file: 'test/lib/workflow-paths.test.ts',
    test: 'to reconciliation when nobody knows whether the message arrived',
  },
  {
    lacks: 'time zones of schedules',
    file: 'test/cli/schedule/aws-schedules.test.ts',
    test: 'are sent with their zone, their target, a queue for what it refuses and what becomes of them',
  },
  {
    lacks: 'the role a schedule takes is checked',
    file: 'test/security/rights/trust.test.ts',
    test: 'is not worn for another account, another kind of resource, or by another service',
  },
  {
    lacks: 'retries and dead-letter queues of rules',
    file: 'test/lib/proactive-messaging.test.ts',
    test: 'retries every rule target for a day and then keeps the event',
  },
  {
    lacks: 'dead-letter queues of schedules',
    file: 'test/lib/sweeper.test.ts',
    test: 'runs every minute, on the minute, and keeps the sweep that could not be delivered',
  },
  {
    lacks: 'logs of Express executions',
    file: 'test/lib/message-workflow.test.ts',
    test: 'keeps what executions carry out of the logs, and encrypts it',
  },
  {
    lacks: 'metrics out of log lines',
    file: 'test/lambda/adapters/logger.test.ts',
    test: 'lets CloudWatch count what a line says, by fields of that line',
  },
  {
    lacks: 'traces',
    file: 'test/lib/proactive-messaging.test.ts',
    test: 'run on the newest Node.js on arm64, are traced, and keep their logs for three months',
  },
  {
    lacks: 'alarms that change their state',
    file: 'test/lib/messaging-alarms.test.ts',
    test: 'rings at the first notification that is parked',
  },
  {
    lacks: 'the five minutes after which Express ends an execution',
    file: 'test/lib/message-workflow.test.ts',
    test: 'is Express, in JSONata, and over before Express would end it',
  },
  {
    lacks: 'queues that demand TLS',
    file: 'test/lib/proactive-messaging.test.ts',
    test: 'keeps what failed for two weeks, encrypted, over TLS only, and raises an alarm for each queue',
  },
  {
    lacks: 'load, and faults between two writes',
    file: 'test/simulation/schedules.proof.ts',
    test: 'cut every await of the product, before and after',
  },
];
