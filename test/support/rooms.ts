export interface Room {
  /** Folders and packages it may import; `node:` stands for every module of Node. */
  readonly mayImport: readonly string[];
  /** What it may import as types only, so that nothing of it is loaded. */
  readonly mayImportTypesOf?: readonly string[];
}

/** Who may import whom. A folder that is not listed is not part of the house. */
export const rooms: Record<string, Room> = {
  'lambda/contract': { mayImport: ['lambda/contract', 'valibot'] },
  'lambda/domain': { mayImport: ['lambda/contract', 'lambda/domain'] },
  'lambda/adapters': {
    mayImport: ['lambda/contract', 'lambda/domain', 'lambda/adapters', 'valibot', 'node:'],
    mayImportTypesOf: ['@aws-sdk/*'],
  },
  'lambda/steps': {
    mayImport: ['lambda/contract', 'lambda/domain', 'lambda/steps', 'valibot'],
    mayImportTypesOf: ['aws-lambda'],
  },
  'lambda/handlers': {
    mayImport: [
      'lambda/contract',
      'lambda/domain',
      'lambda/adapters',
      'lambda/steps',
      'lambda/handlers',
      'node:',
    ],
    mayImportTypesOf: ['aws-lambda'],
  },
  lib: {
    mayImport: [
      'lib',
      'lambda/contract',
      'aws-cdk-lib',
      'constructs',
      'valibot',
      'esbuild',
      'jsonc-parser',
      'node:fs',
      'node:path',
    ],
  },
  cli: {
    mayImport: [
      'cli',
      'cli/desk',
      'cli/plan',
      'cli/doctor',
      'lambda/contract',
      'lambda/domain',
      'node:',
      'any package',
    ],
  },
  // The operator's hands: the adapters of the functions, with the rights of a person.
  'cli/desk': {
    mayImport: [
      'cli',
      'cli/desk',
      'cli/plan',
      'lambda/contract',
      'lambda/domain',
      'lambda/adapters',
      'lambda/steps',
      'node:',
      'any package',
    ],
  },
  // A plan runs the production steps over ports that write nothing.
  'cli/plan': {
    mayImport: [
      'cli',
      'cli/plan',
      'lambda/contract',
      'lambda/domain',
      'lambda/adapters',
      'lambda/steps',
      'lambda/handlers',
      'node:',
      'any package',
    ],
  },
  // It asks Genesys with the code of the functions, so that what works for one works for the other.
  'cli/doctor': {
    mayImport: [
      'cli',
      'cli/doctor',
      'lambda/contract',
      'lambda/domain',
      'lambda/adapters',
      'node:',
      'any package',
    ],
  },
  // It describes the stack as it is synthesized.
  'cli/reference': {
    mayImport: ['cli/reference', 'lambda/contract', 'lambda/domain', 'lib', 'node:', 'any package'],
  },
  bin: { mayImport: ['lib', 'aws-cdk-lib'] },
  // What other teams would write: they have the package, and nothing else of us.
  examples: { mayImport: ['examples', 'node:', 'any package'] },
  // It measures the functions themselves, and the stack as the emulator takes it.
  bench: {
    mayImport: [
      'bench',
      'cli',
      'lambda/contract',
      'lambda/domain',
      'lambda/adapters',
      'lambda/steps',
      'lib',
      'local',
      'local/genesys',
      'node:',
      'any package',
    ],
  },
  'local/genesys': { mayImport: ['local/genesys', 'node:', 'any package'] },
  local: { mayImport: ['local', 'local/genesys', 'lambda/contract', 'node:', 'any package'] },
};
