import * as v from 'valibot';
import { unknown } from './check';
import type { Finding } from './check';

/** What the AWS clients throw when a service has answered. */
const serviceErrorSchema = v.object({ name: v.string(), message: v.string(), $fault: v.string() });
/** What Node throws when nobody has. */
const systemErrorSchema = v.object({ code: v.string() });

const REFUSALS = /^(AccessDenied|Unauthorized|NotAuthorized|AuthorizationError)/;

/**
 * A check that could not ask its question knows nothing; that is no fault of the set-up. Anything else that is thrown
 * is a fault of this program, and is thrown on.
 */
export function explainFailure(error: unknown): Finding {
  const service = v.safeParse(serviceErrorSchema, error);
  if (service.success) {
    const { name, message } = service.output;
    const evidence = `AWS answers ${name}: ${message}`;
    return REFUSALS.test(name)
      ? unknown(evidence, 'Ask with credentials that have the rights listed in docs/doctor.md.')
      : unknown(evidence, 'An emulator may not have this service; on AWS, run it again.');
  }
  const system = v.safeParse(systemErrorSchema, error);
  if (!system.success) throw error;
  return unknown(`no answer: ${system.output.code}`, 'Look at the network between here and there.');
}
