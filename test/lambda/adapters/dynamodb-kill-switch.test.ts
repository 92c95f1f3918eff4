import { createDynamoDbKillSwitch } from '../../../lambda/adapters/dynamodb-kill-switch';

const switchOf = (item: Record<string, unknown> | undefined) => {
  const asked: unknown[] = [];
  const get = async (input: unknown) => {
    asked.push(input);
    return item;
  };
  return { asked, killSwitch: createDynamoDbKillSwitch({ get }) };
};

describe('the kill switch', () => {
  it('is off while nobody has ever pulled it, and is read fresh', async () => {
    const { asked, killSwitch } = switchOf(undefined);

    expect(await killSwitch.fetchPause()).toEqual({ everything: false, types: [] });
    expect(asked).toEqual([{ Key: { pk: { S: 'CONTROL' } }, ConsistentRead: true }]);
  });

  it('stops everything, or the types it names', async () => {
    const item = { pausedEverything: { BOOL: true }, pausedTypes: { SS: ['delivery-delay'] } };

    expect(await switchOf(item).killSwitch.fetchPause()).toEqual({
      everything: true,
      types: ['delivery-delay'],
    });
  });

  it('that nobody can read stops the attempt instead of letting it through', async () => {
    const { killSwitch } = switchOf({ pausedEverything: { S: 'yes' } });

    await expect(killSwitch.fetchPause()).rejects.toMatchObject({ name: 'UnreadableDataError' });
  });
});
