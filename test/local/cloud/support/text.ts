/** Jest's own matchers are typed `any`, which the linter rightly refuses in an expected object. */
export function textWith(part: string): unknown {
  return expect.stringContaining(part);
}

/** A text that matches a pattern. */
export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
