import * as v from 'valibot';
import { rateFactsOf } from '../../../lambda/domain/rate-limit';
import { broken, notChecked, ok, unknown, warning } from '../check';
import type { Check, Finding } from '../check';
import type { GenesysPorts, StackPorts } from '../ports';
import { readToken } from '../token-info';

/** Share of the window from which on others, or we ourselves, leave no room for a burst. */
const BUSY_SHARE = 0.8;

/** The settle window of a lost answer counts with this (lambda/contract/timeouts.ts). */
const ALLOWED_SKEW_MS = 2_000;
/** Dates of answers count whole seconds, and there are two of them. */
const MEASURING_ERROR_MS = 1_000;
/** Beyond this the settle window is too short: half of what it has left over its other parts. */
const FATAL_SKEW_MS = 12_500;

const deploymentSchema = v.object({ name: v.optional(v.string()), status: v.optional(v.string()) });

/** What Genesys has for us: the deployment, the limit, and its clock. */
export const limitChecks: readonly Check<GenesysPorts>[] = [
  {
    id: 'deployment',
    title: 'Web deployment',
    needs: ['oauth-client'],
    run: async ({ stage, genesys }) => {
      const { deploymentId } = await stage();
      if (deploymentId === '') return notChecked('the stage has none: each session names its own');
      const exchange = await genesys.ask({
        method: 'GET',
        path: `/api/v2/webdeployments/deployments/${encodeURIComponent(deploymentId)}`,
      });
      if (exchange.kind !== 'answered') {
        return unknown(`no answer: ${exchange.cause}`, 'Run it again in a minute.');
      }
      return judgeDeployment(exchange.status, exchange.body, deploymentId);
    },
  },
  {
    id: 'rate-headroom',
    title: 'Room in the API limit',
    needs: ['oauth-client'],
    run: async ({ stage, genesys }) => {
      const { exchange } = await genesys.describeToken();
      const facts = rateFactsOf(exchange);
      if (facts === undefined) {
        return unknown(
          'the answers of Genesys name no limit',
          'The stage keeps to genesys.requestsPerMinute: see that it is right.',
        );
      }
      const { count, allowedPerMinute } = facts;
      const evidence = `${count} of ${allowedPerMinute} requests used in this minute`;
      if (count > allowedPerMinute * BUSY_SHARE) {
        return warning(
          evidence,
          'Find who else uses this OAuth client, or have Genesys raise the limit.',
        );
      }
      const { requestsPerMinute } = await stage();
      return requestsPerMinute > allowedPerMinute
        ? warning(
            `${evidence}; the stage starts with ${requestsPerMinute}`,
            `Set genesys.requestsPerMinute to ${allowedPerMinute} or less.`,
          )
        : ok(evidence);
    },
  },
  {
    id: 'clock-skew',
    title: 'Clocks',
    needs: ['oauth-token'],
    run: async ({ genesys, functionsAheadMs }) => {
      const [{ aheadMs }, functionsMs] = await Promise.all([
        genesys.describeToken(),
        functionsAheadMs(),
      ]);
      if (aheadMs === undefined) {
        return unknown('the answers of Genesys have no date', 'Compare the clocks yourself.');
      }
      const reference = functionsMs === undefined ? 'this machine' : 'AWS';
      return judgeSkew(aheadMs - (functionsMs ?? 0), reference);
    },
  },
];

/** Needs both sides: the name of the event source, and the organization of the token. */
export const organizationCheck: Check<StackPorts> = {
  id: 'organization',
  title: 'Organization of the events',
  needs: ['oauth-client', 'partner-source'],
  run: async ({ aws, genesys }) => {
    const source = await aws.readPartnerBus();
    const token = readToken((await genesys.describeToken()).exchange);
    if (token.kind !== 'described') return token.finding;
    const { id, name } = token.info.organization;
    const told = source?.split('/')[3];
    if (told === undefined || id === undefined) {
      return notChecked('there is no partner event source, or the token names no organization');
    }
    return told === id
      ? ok(`events and OAuth client are of "${name}"`)
      : broken(
          `events come from organization ${told}, the OAuth client is of ${id}`,
          'Use an OAuth client and an EventBridge integration of one organization.',
        );
  },
};

function judgeDeployment(status: number, body: unknown, deploymentId: string): Finding {
  switch (status) {
    case 200: {
      const { name = deploymentId, status: state } = v.parse(
        v.fallback(deploymentSchema, {}),
        body,
      );
      return state === undefined || state === 'Active'
        ? ok(`"${name}" is there`)
        : broken(`"${name}" is ${state}`, 'Activate the deployment in Genesys.');
    }
    case 404:
      return broken(
        `there is no deployment ${deploymentId}`,
        'Set genesys.deploymentId to the id of a Messenger deployment of this organization.',
      );
    case 403:
      return unknown(
        'the role may not look at deployments',
        'Sending needs no such permission; to have this checked, add webDeployments:deployment:view.',
      );
    default:
      return unknown(`HTTP ${status}`, 'Run it again in a minute.');
  }
}

function judgeSkew(skewMs: number, reference: string): Finding {
  const size = Math.abs(skewMs);
  const seconds = Math.round(size / 1000);
  if (size <= ALLOWED_SKEW_MS + MEASURING_ERROR_MS) {
    return ok(`Genesys and ${reference} agree within ${Math.max(seconds, 1)} s`);
  }
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  const evidence = `Genesys is ${seconds} s ${direction} ${reference}`;
  const nextStep =
    reference === 'AWS'
      ? 'Tell AWS or Genesys support: a lost answer is settled by comparing their times.'
      : 'Set the clock of this machine; with --stack the clock of AWS is compared instead.';
  return size > FATAL_SKEW_MS ? broken(evidence, nextStep) : warning(evidence, nextStep);
}
