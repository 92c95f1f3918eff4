import { TYPICAL_USAGE } from '../../lambda/domain/cost';
import type { Measurement } from '../frame/measurement';
import { QUOTAS, QUOTAS_AS_OF } from './quotas';
import type { Quota } from './quotas';

const PER_DAY = [1_000, 100_000, 10_000_000];
/** Nobody wants a message at night. */
const HOURS = 12;
const SECONDS = HOURS * 3600;

/** What part of a quota a day's notifications take, spread evenly over the hours. Above 1 it binds. */
export const shareOf = ({ allows, takenByOne }: Quota, perDay: number): number =>
  ((perDay / SECONDS) * takenByOne(TYPICAL_USAGE)) / allows;

/** The quota of which the most is taken: it binds first. */
export function firstToBind(quotas: readonly Quota[] = QUOTAS): Quota {
  const [first] = quotas.toSorted((a, b) => shareOf(b, 1) - shareOf(a, 1));
  if (first === undefined) throw new Error('there are no quotas');
  return first;
}

const most = (quota: Quota): number => Math.floor(1 / shareOf(quota, 1));
const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

export const scale: Measurement = {
  name: 'scale',
  title: 'How far does it scale, and what binds first?',
  run: async () => {
    const first = firstToBind();
    const second = firstToBind(QUOTAS.filter((quota) => quota !== first));
    const aws = Math.round(most(second) / most(first));
    return {
      conclusions: [
        `${first.service} binds first (${first.what}): ${most(first).toLocaleString('en-US')} notifications in a day of ${HOURS} hours, with a look before each send.`,
        `The first quota of AWS to bind is met ${aws} times later: ${second.what}.`,
      ],
      tables: [
        {
          title: `Part of each quota that a day's notifications take`,
          head: [
            'service',
            'quota',
            ...PER_DAY.map((perDay) => `${perDay.toLocaleString('en-US')} a day`),
            'most in a day',
            'when it binds',
          ],
          rows: QUOTAS.toSorted((a, b) => shareOf(b, 1) - shareOf(a, 1)).map((quota) => [
            quota.service,
            quota.what,
            ...PER_DAY.map((perDay) => percent(shareOf(quota, perDay))),
            most(quota),
            quota.remedy,
          ]),
          notes: [
            `Computed from defaults in us-east-1 as published on ${QUOTAS_AS_OF} and from the counts of a typical notification; nothing was driven to its limit.`,
            `Sent evenly over ${HOURS} hours of a day, one OAuth client, one region.`,
          ],
        },
      ],
      charts: [
        {
          kind: 'bars',
          name: 'most-a-day',
          title: `Notifications in a day of ${HOURS} hours until a quota binds`,
          scale: 'logarithmic',
          bars: QUOTAS.toSorted((a, b) => most(a) - most(b)).map((quota) => ({
            label: `${quota.service}: ${quota.what.split(',')[0] ?? ''}`,
            value: most(quota),
            isOurs: quota === first,
          })),
        },
      ],
      figures: { notificationsADay: most(first), awsTimesLater: aws },
    };
  },
};
