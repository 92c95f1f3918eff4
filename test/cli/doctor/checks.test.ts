import { CHECK_IDS } from '../../../cli/doctor/check';
import { allChecks } from '../../../cli/doctor/checks';
import { consult } from './support/consult';

const nobodyKnown = async () => {
  throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
};

describe('the doctor', () => {
  it('finds nothing to complain of in a set-up that is in order', async () => {
    const { idsOf } = await consult();

    expect(idsOf('broken')).toEqual([]);
    expect(idsOf('warning')).toEqual([]);
    expect(idsOf('unknown')).toEqual([]);
    expect(idsOf('notChecked')).toEqual(['other-quotas', 'thread-scope', 'deployment']);
  });

  it('takes missing AWS credentials for broken, and asks no further', async () => {
    const { verdicts, idsOf, asked } = await consult({ aws: { identify: nobodyKnown } });

    expect(idsOf('broken')).toEqual(['aws-credentials']);
    expect(verdicts[0]?.evidence).toBe('AWS does not know who is asking: CredentialsProviderError');
    expect(idsOf('notChecked')).toHaveLength(verdicts.length - 1);
    expect(asked).toEqual([]);
  });

  it('asks Genesys nothing that a customer could notice', async () => {
    const { asked } = await consult();
    const writing = asked.filter(({ method }) => method !== 'GET');

    expect(writing).toEqual([
      { method: 'POST', path: '/api/v2/conversations/messages/agentless', body: {} },
    ]);
    expect(asked.length).toBeLessThan(10);
  });

  it('needs nothing that is asked later, so that no check waits for itself', () => {
    const order = allChecks.map(({ id }) => id);
    const early = allChecks.filter(({ id, needs }) =>
      needs.some((need) => order.indexOf(need) >= order.indexOf(id)),
    );

    expect(order).toEqual(CHECK_IDS);
    expect(early).toEqual([]);
  });
});
