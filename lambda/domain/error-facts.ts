import type { LogFields } from './ports-telemetry';

type ErrorFacts = Pick<LogFields, 'errorName' | 'missingPermission'>;

/** What may be told of an error: its name, and the permission whose lack it reports. Never its message. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const missingPermission: unknown = Reflect.get(error, 'missingPermission');
  if (typeof missingPermission !== 'string') return { errorName: error.name };
  return { errorName: error.name, missingPermission };
}

/** Why something of AWS's could not be used: the missing permission, or what it is called otherwise. */
export function causeOf(error: unknown, otherwise: string): string {
  const { missingPermission } = errorFacts(error);
  return missingPermission === undefined ? otherwise : `MISSING_PERMISSION ${missingPermission}`;
}
