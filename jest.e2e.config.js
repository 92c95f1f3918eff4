/** The tests that bring up a deployment of their own; `npm run e2e` runs them. */
const { testPathIgnorePatterns, ...shared } = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = { ...shared, roots: ['<rootDir>/test/e2e/suites'] };
