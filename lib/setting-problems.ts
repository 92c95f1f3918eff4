import * as v from 'valibot';

/** Says of a wrong setting its key, what was found and what is expected. */
export function describeSetting(issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue) ?? '(the stage itself)';
  const found = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `${key}: unknown setting; remove it or correct its name`;
  }
  return `${key}: found ${found}, expected ${expectation(issue)}`;
}

/** Our own sentences say what is expected; the library's say only that something is wrong. */
function expectation(issue: v.BaseIssue<unknown>): string {
  const isOurs = !issue.message.startsWith('Invalid ');
  return isOurs ? issue.message : (issue.expected ?? 'another value').replaceAll(' | ', ' or ');
}
