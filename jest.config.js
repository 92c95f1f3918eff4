// Template validation loads a WASM engine for some seconds; `npm run synth` keeps it switched on.
process.env.CDK_VALIDATION = 'false';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  maxWorkers: '100%',
  // Every suite leaves something in the memory of its worker, and collecting garbage there takes ever longer.
  workerIdleMemoryLimit: '300MB',
  // Real processes answer late on a busy machine; only a hang should fail for its time.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  // The examples import the package by its name, as their readers will.
  moduleNameMapper: {
    '^proactive-messaging$': '<rootDir>/lib/index.ts',
    '^proactive-messaging/events$': '<rootDir>/lambda/contract/events.ts',
  },
  testMatch: ['**/*.test.ts'],
  // These deploy into an emulator: `npm run e2e`.
  testPathIgnorePatterns: ['/test/e2e/suites/'],
  // One emulator and one folder of templates for all suites of a run.
  globalSetup: '<rootDir>/test/support/run/begin.ts',
  globalTeardown: '<rootDir>/test/support/run/end.ts',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023' } }] },
  reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
