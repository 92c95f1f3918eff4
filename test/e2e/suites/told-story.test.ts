import * as v from 'valibot';
import { INSTALL_TIMEOUT, installedEmulator } from '../../local/cloud/support/installed-emulator';
import { npmStart, type Exit, type NpmStart } from '../../local/story/support/npm-start';
import { survivorsOf } from '../../local/story/support/process-table';
import { storyDocumentSchema, type StoryDocument } from '../../local/story/support/story-document';

const STORY_TIMEOUT = 90_000;

describe('npm start -- --once --json', () => {
  let run: NpmStart;
  let exit: Exit;
  let family: number[];
  let story: StoryDocument;

  beforeAll(async () => {
    await installedEmulator();
    run = npmStart('--once', '--json');
    await run.printed('a  A customer');
    family = run.family();
    exit = await run.exited;
    story = v.parse(storyDocumentSchema, JSON.parse(run.stdout()));
  }, INSTALL_TIMEOUT + STORY_TIMEOUT);

  const endings = (): string[] =>
    story.notifications.map(({ outcome, reason }) => `${outcome} ${reason}`);
  const outboundIn = (conversationId: string | null | undefined): string[] =>
    (story.transcripts[conversationId ?? ''] ?? [])
      .filter(({ direction }) => direction === 'outbound')
      .map(({ text }) => text);

  it('keeps every promise and says so to the shell', () => {
    const broken = story.steps.filter(({ ok }) => !ok);

    expect(broken).toEqual([]);
    expect(story.ok).toBe(true);
    expect(exit).toEqual({ code: 0, signal: null });
  });

  it('tells steps a to f in order, each with what was found', () => {
    const names = story.steps.map(({ name }) => name);

    expect(names).toEqual(['prepare', 'a', 'b', 'c', 'd', 'e', 'f1', 'f2', 'f3', 'f4', 'truth']);
    expect(story.steps.slice(1).every(({ checks }) => checks.length > 0)).toBe(true);
  });

  it('ends every notification in the outcome and reason that were promised', () => {
    expect(endings()).toEqual([
      'SENT DELIVERED_TO_EXISTING',
      'SENT DELIVERED_TO_EXISTING',
      'SENT DELIVERED_TO_NEW',
      'SENT DELIVERED_TO_EXISTING',
      'REJECTED UNKNOWN_CONTACT',
      'REJECTED INVALID_EVENT',
      'REJECTED MISSING_PERMISSION',
      'REJECTED MISSING_PERMISSION',
      'SENT DELIVERED_TO_EXISTING',
    ]);
  });

  it('makes two calls to Genesys for each message that is sent', () => {
    const sent = story.notifications.filter(({ outcome }) => outcome === 'SENT');

    expect(sent.map(({ genesysCalls }) => genesysCalls)).toEqual([2, 2, 2, 2, 2]);
  });

  it('puts the reported message and the scheduled one into the conversation that was there', () => {
    const [reported, scheduled] = story.notifications;

    expect(scheduled?.conversationId).toBe(reported?.conversationId);
    expect(outboundIn(reported?.conversationId)).toEqual([
      'Hello, do you need help?',
      'Your parcel arrives between 2 and 4 pm.',
    ]);
  });

  it('names the new conversation after the end, and writes a repeated request into it once', () => {
    const [first, , renewed, repeated] = story.notifications;

    expect(renewed?.conversationId).not.toBe(first?.conversationId);
    expect(repeated?.conversationId).toBe(renewed?.conversationId);
    expect(outboundIn(renewed?.conversationId)).toEqual([
      'Your parcel has been delivered.',
      'How did we do? Just answer here.',
    ]);
  });

  it('opens no other conversation than the new one and those the customers opened', () => {
    expect(Object.keys(story.transcripts)).toHaveLength(3);
  });

  it('tells the person who has to act which permission or scope is missing', () => {
    const decided = story.steps.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n');

    expect(decided).toContain('permission conversation:message:create');
    expect(decided).toContain('permission messaging:conversation:write');
  });

  it('has no key and no conversation for a request that could not be read', () => {
    const malformed = story.notifications.find(({ reason }) => reason === 'INVALID_EVENT');

    expect(malformed).toMatchObject({ notificationKey: null, conversationId: null });
  });

  it('measures from the start of the process', () => {
    const { deployedMs, firstDeliveryMs, totalMs } = story.timings;

    expect(deployedMs).toBeGreaterThan(1_000);
    expect(firstDeliveryMs).toBeGreaterThan(deployedMs);
    expect(totalMs).toBeGreaterThan(firstDeliveryMs);
  });

  it('writes one line to stdout and the story to stderr', () => {
    expect(run.stdout().trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr()).toContain('b  An application meets the 409');
  });

  it('leaves no process behind', async () => {
    expect(family.length).toBeGreaterThan(2);
    await expect(survivorsOf(family, 3_000)).resolves.toEqual([]);
  });
});
