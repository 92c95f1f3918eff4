/** Where the suites of a run find what they share. Both are new for every run, so that nothing in them is ever old. */
export const RUN_FOLDER = 'TEST_RUN_FOLDER';
export const EMULATOR_URL = 'TEST_RUN_EMULATOR_URL';
