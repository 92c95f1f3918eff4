/** The proofs that take both processors for a minute; `npm run proofs` runs them. */
const shared = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = { ...shared, testMatch: ['**/*.proof.ts'], maxWorkers: 1 };
