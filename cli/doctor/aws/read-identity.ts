import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as v from 'valibot';
import { clientSettings } from '../../aws/place';
import type { Place } from '../../aws/place';
import { aheadOf } from '../ahead';
import type { Identity } from '../aws-view';

const datedSchema = v.object({ headers: v.object({ date: v.string() }) });

/** Who asks, and how the clock of AWS stands to ours. */
export async function identify(place: Place, nowMs: () => number): Promise<Identity> {
  const client = new STSClient(clientSettings(place));
  let aheadMs: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const sentMs = nowMs();
      const result = await next(args);
      const dated = v.safeParse(datedSchema, result.response);
      const date = dated.success ? dated.output.headers.date : undefined;
      aheadMs = aheadOf(date, { sentMs, answeredMs: nowMs() });
      return result;
    },
    { step: 'deserialize', name: 'readDate' },
  );
  try {
    const { Account: account = '', Arn: arn = '' } = await client.send(
      new GetCallerIdentityCommand({}),
    );
    return { region: place.region, account, arn, aheadMs };
  } finally {
    client.destroy();
  }
}
