import * as v from 'valibot';
import { badRequest, Refusal } from './refusal';

const pathOf = (issue: v.BaseIssue<unknown>): string => v.getDotPath(issue) ?? 'body';

/** A wrong body is a `constraint.validation` that names the first field; unknown fields are ignored. */
export const parseBody = <Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> => {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [first] = result.issues;
  throw new Refusal({
    status: 400,
    code: 'constraint.validation',
    message: `Failed to validate ${pathOf(first)}: ${first.message}`,
    messageParams: { field: pathOf(first) },
    details: result.issues.map((issue) => ({
      errorCode: 'constraint.validation',
      fieldName: pathOf(issue),
    })),
  });
};

const isJson = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^application\/json\s*(;|$)/i.test(contentType);

/** Reads the bytes of a request as the platform does: size first, then type, then syntax. */
export const readJson = (
  bytes: unknown,
  contentType: string | undefined,
  bytesMax: number,
): unknown => {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return undefined;
  if (bytes.length > bytesMax) {
    throw new Refusal({
      status: 413,
      code: 'request.entity.too.large',
      message: `The request is over the size limit. Maximum bytes: ${bytesMax}`,
      limit: { key: 'request.bytes.max', namespace: 'platform.api', value: String(bytesMax) },
    });
  }
  if (!isJson(contentType)) {
    throw new Refusal({
      status: 415,
      code: 'unsupported.media.type',
      message: `Unsupported media type: ${contentType ?? 'none'}`,
    });
  }
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return parsed;
  } catch {
    throw badRequest('bad.request', 'The request could not be understood: malformed JSON.');
  }
};
