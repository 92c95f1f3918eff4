/** Jest types its matchers as `any`, which would leak into the objects they stand in. */
export const aString: unknown = expect.any(String);
export const aNumber: unknown = expect.any(Number);
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const containing = (part: string): unknown => expect.stringContaining(part);
export const objectWith = (fields: object): unknown => expect.objectContaining(fields);
