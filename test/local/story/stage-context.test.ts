import { join } from 'node:path';
import { organizationOf, stageContext } from '../../../local/story/stage-context';

const folder = join(__dirname, '..', '..', '..');
const ORGANIZATION = '5f3c0e9a-2b1d-4c8e-9a47-1d2e3f405162';

describe('the stages of the laptop', () => {
  it.each(['laptop', 'laptop-thread'])(
    'lets Genesys be the organization that the event source of %s names',
    async (stage) => {
      const { stages } = await stageContext(folder, {
        stage,
        genesysUrl: 'http://127.0.0.1:1',
        hasPartnerBus: true,
      });

      expect(await organizationOf(folder, stage)).toBe(ORGANIZATION);
      expect(JSON.stringify(stages)).toContain(`/${ORGANIZATION}/${stage}"`);
    },
  );

  it('leaves the organization open when a stage names no event source', async () => {
    expect(await organizationOf(folder, 'of somebody else')).toBeUndefined();
  });
});
