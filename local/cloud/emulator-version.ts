/** The emulator we pin. A new version is a new folder, so both can be on one machine. */
export const EMULATOR_PACKAGE = 'ministack';
export const EMULATOR_VERSION = '1.5.33';

/** The oldest Python it runs on. */
export const OLDEST_PYTHON = { major: 3, minor: 10 };
