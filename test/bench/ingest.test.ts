import { deliveries } from '../../bench/ingest/deliveries';
import { toEvent } from '../../bench/ingest/envelope';
import { countWrites } from '../../bench/ingest/measure';
import type { IsTaken } from '../../bench/ingest/measure';
import { foldChanges } from '../../lambda/domain/session-update';
import { readSessionEvent } from '../../lambda/steps/read-session-event';

/** What the rules of the stack take; `event-patterns.test.ts` asks the matcher itself. */
const isTaken: IsTaken = ({ happening: { topic, messageType } }) =>
  messageType === 'WEBMESSAGING' && /\.(customer\.(start|end)|contact)$/.test(topic);

const corpus = { seed: 7, events: 60_000, live: 2_000 };

const first = (seed: number) =>
  [...deliveries({ ...corpus, seed, events: 500 })].map(({ happening }) => toEvent(happening));

describe('a firehose of events', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it('holds what is late, what is repeated and what is of no interest', () => {
    const all = [...deliveries(corpus)];
    const times = all.map(({ happening }) => happening.atMs);

    expect(times.filter((atMs, at) => atMs < (times[at - 1] ?? 0)).length).toBeGreaterThan(500);
    expect(all.filter(({ isRepeat }) => isRepeat).length).toBeGreaterThan(500);
    expect(all.filter(isTaken).length / all.length).toBeLessThan(0.1);
    expect(all).toHaveLength(corpus.events + all.filter(({ isRepeat }) => isRepeat).length);
  });

  it('costs no more than a write unit for each event that says something new', async () => {
    const { events, taken, changing, units, lost } = await countWrites(corpus, isTaken);

    expect(lost).toBe(0);
    expect(units / changing).toBeLessThanOrEqual(1);
    expect(taken).toBeGreaterThan(changing);
    expect(events).toBeGreaterThan(taken * 10);
  });

  it('leaves the registry that the same events leave in order, all at once', async () => {
    const { registry } = await countWrites(corpus, isTaken);
    const inOrder = [...deliveries(corpus)]
      .filter(isTaken)
      .toSorted((a, b) => a.happening.atMs - b.happening.atMs)
      .flatMap(({ happening }) => {
        const settings = { contactMergeTopic: '' };
        const read = readSessionEvent(JSON.stringify(toEvent(happening)), Infinity, settings);
        return read.kind === 'changes' ? read.changes : [];
      });

    const rows = new Map(foldChanges(inOrder).map((update) => [update.key, update]));
    expect(rows.size).toBeGreaterThan(1_000);
    expect(registry.rows()).toEqual(rows);
  });

  it('is parsed once and no more; how fast that is, the bench tells', async () => {
    const parse = jest.spyOn(JSON, 'parse');
    const { taken } = await countWrites({ ...corpus, events: 5_000 }, isTaken);
    const parsed = parse.mock.calls.length;
    parse.mockRestore();

    expect(parsed).toBe(taken);
  });
});
