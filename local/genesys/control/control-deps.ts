import type { EventLog } from '../events/event-log';
import type { EventSources } from '../events/event-sources';
import type { FaultRegistry } from '../faults/fault-registry';
import type { RequestLog } from '../http/request-log';
import type { Platform } from '../model/platform';

/** What the control API may look at and move. */
export interface ControlDependencies {
  readonly platform: Platform;
  readonly events: EventLog;
  readonly eventSources: EventSources;
  readonly faults: FaultRegistry;
  readonly requests: RequestLog;
  /** Empties everything and creates the default client and deployment again. */
  readonly reset: () => Readonly<Record<string, string>>;
}
