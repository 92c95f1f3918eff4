/** A parameter or field that a refusal is about. */
export interface RefusalDetail {
  readonly errorCode: string;
  readonly fieldName: string;
}

export interface RefusalLimit {
  readonly key: string;
  readonly namespace: string;
  readonly value: string;
}

export interface RefusalFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly details?: readonly RefusalDetail[];
  readonly entityId?: string;
  readonly entityName?: string;
  readonly limit?: RefusalLimit;
  readonly retryAfterSeconds?: number;
}

/** Ends an operation with a platform error; the HTTP boundary turns it into the ErrorBody. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly facts: RefusalFacts) {
    super(facts.message);
  }
}

/** The platform's ErrorBody; `contextId` repeats the `ININ-Correlation-Id` header. */
export const toErrorBody = (facts: RefusalFacts, contextId: string): Record<string, unknown> => ({
  message: facts.message,
  code: facts.code,
  status: facts.status,
  ...(facts.entityId === undefined ? {} : { entityId: facts.entityId }),
  ...(facts.entityName === undefined ? {} : { entityName: facts.entityName }),
  messageParams: facts.messageParams ?? {},
  contextId,
  details: facts.details ?? [],
  errors: [],
  ...(facts.limit === undefined ? {} : { limit: facts.limit }),
});

export const notFound = (entityName: string, entityId: string): Refusal =>
  new Refusal({
    status: 404,
    code: 'not.found',
    message: `The requested resource was not found: ${entityName} ${entityId}`,
    entityId,
    entityName,
  });

export const badRequest = (code: string, message: string): Refusal =>
  new Refusal({ status: 400, code, message });

export const conflict = (code: string, message: string): Refusal =>
  new Refusal({ status: 409, code, message });
