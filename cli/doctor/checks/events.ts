import { spell } from '../ago';
import { MISSING } from '../aws-view';
import type { AwsView } from '../aws-view';
import { broken, notChecked, ok, warning } from '../check';
import type { Check } from '../check';
import type { StackPorts } from '../ports';
import { allInState } from './stack';

const DAY_MS = 86_400_000;

/** How events come in: rules, the source of Genesys, the intake, and what was left over. */
export const eventChecks: readonly Check<StackPorts>[] = [
  {
    id: 'rules',
    title: 'Rules and their targets',
    needs: ['stack'],
    run: async ({ aws }) => {
      const rules = await aws.readRules();
      return allInState(rules, {
        good: ['ENABLED'],
        nextStep: 'Enable the rule: the events it should take are lost meanwhile.',
        also: rules
          .filter(({ state, targets }) => state === 'ENABLED' && targets === 0)
          .map(({ name }) => `${name}: no target`),
      });
    },
  },
  {
    id: 'partner-source',
    title: 'Partner event source',
    needs: ['stack'],
    run: async ({ aws }) => {
      const name = await aws.readPartnerBus();
      if (name === undefined) {
        return warning(
          'the stage has none: conversations are heard of by the extra sources only',
          'Set genesys.eventSourceName to the source of your EventBridge integration.',
        );
      }
      const state = await aws.readPartnerSource(name);
      if (state === 'ACTIVE') return ok(`${name} is associated`);
      return broken(
        `${name}: ${state ?? 'no such source'}`,
        'Switch the Amazon EventBridge integration in Genesys Cloud on, for this account and region; then associate its source with the bus.',
      );
    },
  },
  {
    id: 'intake',
    title: 'Intake of events',
    needs: ['functions'],
    run: async ({ aws }) =>
      allInState(await aws.readIntakes(), {
        good: ['Enabled', 'Enabling', 'Updating'],
        nextStep: 'Enable the event source mapping of IngestEvents: events wait in its queue.',
      }),
  },
  {
    id: 'conversation-events',
    title: 'Conversation events',
    needs: ['settings', 'rules', 'intake'],
    run: async ({ aws, variables, nowMs }) => {
      const { METRICS_NAMESPACE, SESSIONS_TABLE_NAME } = await variables();
      const newestMs = await newestEventMs(aws, METRICS_NAMESPACE, SESSIONS_TABLE_NAME);
      const ageMs = nowMs() - newestMs;
      if (ageMs <= DAY_MS) return ok(`the newest is ${spell(ageMs)} old`);
      return warning(
        newestMs === -Infinity ? 'none was seen yet' : `the newest is ${spell(ageMs)} old`,
        'Write something in a web chat and run this again. If nothing comes, look at the integration in Genesys and its topics: docs/runbook.md, "RegistrySilence".',
      );
    },
  },
  {
    id: 'failure-queues',
    title: 'Queues of failed events',
    needs: ['stack'],
    run: async ({ aws }) => {
      const queues = await aws.readFailureQueues();
      if (queues.length === 0) return notChecked('the stack has no such queues');
      const gone = queues.filter(({ messages }) => messages === undefined);
      if (gone.length > 0) {
        const evidence = gone.map(({ name }) => `${name}: ${MISSING}`).join(', ');
        return broken(evidence, 'Deleted by hand: docs/doctor.md, "What is missing".');
      }
      const holding = queues.filter(({ messages = 0 }) => messages > 0);
      if (holding.length === 0) return ok(`${queues.length} queues, all empty`);
      const names = holding.map(({ name }) => `"${name}"`).join(', ');
      return warning(
        holding.map(({ name, messages }) => `${name}: ${messages}`).join(', '),
        `Look into them: docs/runbook.md, ${names}.`,
      );
    },
  },
];

/** A metric where somebody keeps one, and the newest live session; either may be silent when the other is not. */
async function newestEventMs(aws: AwsView, namespace: string, table: string): Promise<number> {
  const [counted, session] = await Promise.all([
    aws.readNewestEventMs(namespace),
    aws.readLiveSession(table),
  ]);
  return Math.max(counted ?? -Infinity, session?.lastEventMs ?? -Infinity);
}
