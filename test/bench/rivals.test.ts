import type { Seen } from '../../bench/api-budget/open-organization';
import { findingsOf as coldFindings } from '../../bench/cold/findings';
import { startAwsCounter } from '../../bench/contest/aws-counter';
import type { Contestant } from '../../bench/contest/contestants';
import type { Took } from '../../bench/contest/function-environment';
import { notify } from '../../bench/contest/notify';
import { median, quantile, spread } from '../../bench/contest/statistics';
import { findingsOf as pacingFindings } from '../../bench/pacing/findings';
import type { Run } from '../../bench/pacing/findings';
import { shareOut } from '../../bench/pacing/backlog';
import { readLog } from '../../bench/pacing/read-log';
import { findingsOf as warmFindings } from '../../bench/warm/findings';
import { startLoopbackServer } from '../support/loopback-server';

const took = (ms: number, processorMs = ms, grownBytes = 100): Took => ({
  kind: 'done',
  ms,
  processorMs,
  grownBytes,
});
const bundle = (name: string, bytes = 1_000) => ({ name, file: '', bytes, variables: {} });
const entrant = (key: Contestant['key'], functions: string[], calls: number) => ({
  key,
  name: key,
  isOurs: key === 'ours',
  functions: functions.map((name) => bundle(name)),
  toInput: (event: object) => event,
  goesOn: () => true,
  isGuarded: true,
  calls: { cold: Array<string>(calls).fill('GetItem'), warm: [], genesys: 2 },
});

const starts = (names: string[], ms: number) =>
  names.map((name) => ({ function: bundle(name), load: took(ms), first: took(ms) }));

const delivering = (key: Contestant['key'], calls: number, processorMs: number, genesys = 2) => ({
  contestant: {
    ...entrant(key, ['all'], 0),
    calls: { cold: [], warm: Array<string>(calls).fill('GetItem'), genesys },
  },
  blocks: [[{ ms: 1, processorMs }], [{ ms: 3, processorMs }]],
});

const environments = (outputs: string[], asked: unknown[]) =>
  outputs.map((output) => ({
    load: async () => took(1),
    invoke: async (event: unknown) => {
      asked.push(event);
      return { ...took(1), output };
    },
    stop: async () => undefined,
  }));

const look = (atMs: number, status = 200): Seen => ({ atMs, status, path: '/c', body: '' });
const send = (atMs: number, body: string, status = 200): Seen => ({
  ...look(atMs, status),
  body,
});

const run = (name: string, share: number, refused: number, othersShare = 0): Run => ({
  pacer: { name, isOurs: name === 'ours' },
  cell: { semantics: 'sliding', workers: 1, othersShare, settling: 0, windows: 1 },
  share,
  refused,
  callsPerDelivered: 2,
  duplicates: 0,
  drain: 1,
});

describe('statistics of a bench', () => {
  it('lets a median and a quantile lie between two values', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([0, 10], 0.99)).toBeCloseTo(9.9);
  });

  it('tells the spread as the middle half in shares of the median', () => {
    expect(spread([8, 9, 10, 11, 12])).toBeCloseTo(0.2);
  });
});

describe('the measurement of cold starts', () => {
  const samples = [
    {
      contestant: entrant('ours', ['look', 'send'], 13),
      rounds: [starts(['look', 'send'], 10), starts(['look', 'send'], 30)],
    },
    { contestant: entrant('idiomatic', ['all'], 3), rounds: [starts(['all'], 100)] },
    { contestant: entrant('one-post', ['post'], 0), rounds: [starts(['post'], 5)] },
  ];

  it('adds loading, first call and every function up, and compares the last one too', () => {
    const { figures } = coldFindings(samples);

    expect(figures.allToIdiomatic).toBeCloseTo(80 / 200);
    expect(figures.senderToIdiomatic).toBeCloseTo(40 / 200);
    expect(figures.allToFloor).toBeCloseTo(8);
    expect(figures.largestBundle).toBe(1);
  });

  it('shows rivals, the whole of ours and each of its functions', () => {
    const { tables } = coldFindings(samples);

    expect(tables[0]?.rows.map(([name]) => name)).toEqual([
      'ours',
      'idiomatic',
      'one-post',
      'of ours: look',
      'of ours: send',
    ]);
  });

  it('does not compare with a rival that was not sampled', () => {
    expect(() => coldFindings(samples.slice(0, 1))).toThrow('idiomatic was not sampled');
  });
});

describe('the measurement of warm notifications', () => {
  it('compares whole notifications, single calls, and how long it takes in the cloud', () => {
    const { figures } = warmFindings([
      delivering('ours', 8, 5),
      delivering('idiomatic', 3, 10),
      delivering('one-post', 0, 0, 1),
    ]);

    expect(figures.processorToIdiomatic).toBeCloseTo(0.5);
    expect(figures.processorPerCallToIdiomatic).toBeCloseTo(0.25);
    expect(figures.afarToOnePost).toBeCloseTo((5 + 8 * 5 + 2 * 130) / 130);
  });
});

describe('a contestant with several functions', () => {
  const contestant = {
    toInput: (event: object) => event,
    goesOn: (output: unknown) => output !== 'done',
  };
  it('gives each function what the one before it returned', async () => {
    const asked: unknown[] = [];

    await notify(contestant, environments(['ready', 'existing', 'done'], asked), { id: 1 });

    expect(asked).toEqual([{ id: 1 }, 'ready', 'existing']);
  });

  it('ends where the workflow would end', async () => {
    expect(await notify(contestant, environments(['done', 'done'], []), {})).toHaveLength(1);
  });
});

describe('the counter before AWS', () => {
  it('passes requests on as they are and names their operations', async () => {
    const server = await startLoopbackServer((response) => {
      response.statusCode = 400;
      response.end('{"__type":"ValidationException"}');
    });
    const counter = await startAwsCounter(server.url);

    const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' };
    const response = await fetch(counter.endpoint, { method: 'POST', headers, body: '{}' });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('ValidationException');
    expect(server.seen[0]?.headers.host).toBe(new URL(counter.endpoint).host);
    expect(counter.take()).toEqual(['GetItem']);
    expect(counter.take()).toEqual([]);
    await counter.close();
    await server.close();
  });
});

describe('the measurement of pacing', () => {
  const asked = { beginMs: 0, texts: ['a', 'b'], left: 4 };

  it('counts what was admitted in whole windows, refused at any time, and said twice', () => {
    const seen = [
      look(0),
      send(10, 'a'),
      look(20, 429),
      look(30),
      send(40, 'b'),
      send(60_000, 'b'),
    ];

    expect(readLog({ settling: 0, windows: 1 }, seen, asked)).toEqual({
      share: 1,
      refused: 1,
      callsPerDelivered: 3,
      duplicates: 1,
      drain: 1,
    });
  });

  it('leaves the windows out in which a pace is being found', () => {
    const seen = [look(0), look(5), send(60_010, 'a'), send(60_020, 'b')];

    expect(readLog({ settling: 1, windows: 1 }, seen, asked).share).toBe(0.5);
  });

  it('does not pass over messages that never came', () => {
    expect(() => readLog({ settling: 0, windows: 1 }, [send(0, 'a')], asked)).toThrow('1 of 2');
  });

  it('holds the worst of ours, alone with the limit, to the budgets', () => {
    const runs = [
      run('ours', 0.99, 0),
      run('ours', 0.98, 0),
      run('rival', 0.5, 9),
      run('ours', 0.9, 1, 0.3),
      run('rival', 0.9, 1, 0.3),
    ];

    const { figures, tables, conclusions } = pacingFindings(runs, true);

    expect(figures).toEqual({ leastShare: 0.98, refused: 0, duplicates: 0 });
    expect(tables.map(({ rows }) => rows.length)).toEqual([3, 2]);
    expect(conclusions[1]).toContain('at least 90 %');
  });

  it('says so when there is no Redis for BullMQ', () => {
    const notes = pacingFindings([run('ours', 1, 0)], false).tables[0]?.notes;

    expect(notes?.join()).toContain('BullMQ was not run');
  });

  it('gives each text to one worker', async () => {
    const given: string[] = [];

    await shareOut({ texts: ['a', 'b', 'c'], workers: 2 }, () => async (text) => {
      await Promise.resolve();
      given.push(text);
    });

    expect(given.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
