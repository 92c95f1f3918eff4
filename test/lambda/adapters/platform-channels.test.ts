import { createPlatformConversationApi } from '../../../lambda/adapters/platform-conversation-api';
import { aString } from '../../support/anything';
import { aChannel } from '../../support/builders';
import { startSimulatedGenesys } from '../../support/simulated-genesys';
import type { OpenedConversation, SimulatedGenesys } from '../../support/simulated-genesys';

const AGENTLESS = '/api/v2/conversations/messages/agentless';
const TEXT = 'Your order is late.';
const sms = aChannel();
const whatsapp = aChannel({ kind: 'whatsapp', to: '41790000001', from: 'integration-1' });
const open = aChannel({ kind: 'open', to: 'customer@shop', from: 'integration-2' });

/** What arrived at an address, by the simulator's own truth. */
const received = (genesys: SimulatedGenesys, address: string) =>
  genesys.control<{ text: string; channel: string }[]>(
    'GET',
    `/contacts/${encodeURIComponent(address)}/received`,
  );

describe('sendByChannel', () => {
  let genesys: SimulatedGenesys;
  let opened: OpenedConversation;
  beforeEach(async () => {
    genesys = await startSimulatedGenesys();
    opened = await genesys.openConversation();
  });
  afterEach(() => genesys.close());

  const api = () => createPlatformConversationApi(genesys.caller());
  it.each([sms, whatsapp, open])('reaches the address by $kind', async (channel) => {
    const answer = await api().sendByChannel({ channel, text: TEXT });

    expect(answer).toMatchObject({ kind: 'accepted', messageId: aString, calls: 1 });
    expect(await received(genesys, channel.to)).toMatchObject([
      { channel: channel.kind, text: TEXT },
    ]);
    expect(await genesys.outbound(opened.conversationId)).toEqual([]);
  });

  it('goes on where a conversation is live on that channel already', async () => {
    await api().sendByChannel({ channel: sms, text: TEXT });

    expect(await api().sendByChannel({ channel: sms, text: 'again' })).toMatchObject({
      kind: 'accepted',
    });
    expect(await received(genesys, sms.to)).toHaveLength(2);
  });

  it('is certainly refused where the organization has no such channel', async () => {
    await genesys.configure({ agentlessChannels: ['sms'] });

    expect(await api().sendByChannel({ channel: whatsapp, text: TEXT })).toMatchObject({
      kind: 'refused',
      refusal: { status: 400 },
    });
    expect(await api().sendByChannel({ channel: sms, text: TEXT })).toMatchObject({
      kind: 'accepted',
    });
  });

  it('is a refusal and no conflict that a conversation stands in the way', async () => {
    const body = { code: 'active.conversation' };
    await genesys.fault('POST', AGENTLESS, { kind: 'answer', status: 400, body });

    expect((await api().sendByChannel({ channel: sms, text: TEXT })).kind).toBe('refused');
  });

  it.each(['before', 'never'])('cannot tell after a reset, committed %s', async (commit) => {
    await genesys.fault('POST', AGENTLESS, { kind: 'reset', commit });

    expect((await api().sendByChannel({ channel: sms, text: TEXT })).kind).toBe('unknown');
  });
});
