import { describeHistories } from './histories';

jest.setTimeout(120_000);

describeHistories({ replayed: 50, shared: 1_001, survived: 300 });
