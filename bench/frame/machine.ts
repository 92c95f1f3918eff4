import { cpus, totalmem, type, release } from 'node:os';
import type { RunOptions } from './measurement';
import type { Circumstances } from './results';

const GIGABYTE = 1024 ** 3;

/** What a figure depends on besides the code. */
export function describeCircumstances({ isQuick }: RunOptions, now: Date): Circumstances {
  const processors = cpus();
  const model = processors[0]?.model ?? 'unknown processor';
  const memory = Math.round(totalmem() / GIGABYTE);
  return {
    date: now.toISOString().slice(0, 10),
    machine: `${processors.length} x ${model}, ${memory} GB, ${type()} ${release()}`,
    node: process.version,
    isQuick,
  };
}
