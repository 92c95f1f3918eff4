import { createLogger } from '../../../lambda/adapters/logger';
import { toConcluded } from '../../../lambda/steps/conclude';
import { logged } from '../../../lambda/handlers/logged';
import { aConclusion, anAttempt } from '../../support/builders';

/** Ids as long as those of Genesys, AWS and EventBridge are. */
const ID = '2f7bf00a-0fc2-4d6a-9b56-92238191433e';
const HEADER = 'Root=1-67f1a2b3-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1';

it('takes at most 1,300 bytes of log to deliver a notification', async () => {
  const lines: string[] = [];
  const log = createLogger({
    namespace: 'ProactiveMessaging/ProactiveMessaging-prod',
    traceHeader: () => HEADER,
    write: (line) => void lines.push(line),
    nowMs: () => 1_795_356_000_000,
  });
  const run = (name: string, output: object, input: object) =>
    logged(name, { log }, async () => output)(input, { getRemainingTimeInMillis: () => 0 });
  const attempt = anAttempt({ route: { conversationId: ID, deploymentId: ID } });
  const conclusion = aConclusion({ conversationId: ID, correlationId: ID });

  await run('Load session', { kind: 'ready', ...attempt }, { event: { id: ID } });
  await run('Preflight conversation', { kind: 'existing', ...attempt }, attempt);
  await run('Post message', { ...toConcluded(conclusion), secondsToOutcome: 1 }, attempt);

  expect(lines).toHaveLength(3);
  expect(lines.join('').length).toBeLessThanOrEqual(1_300);
  expect(lines.join('').length).toBeGreaterThan(1_000);
});
