import Table from 'cli-table3';
import type { Acknowledgement } from './acknowledged';
import type { PackResult } from './packs';
import type { RoleResult } from './rights/matrix';
import type { LintResult } from './template-lint';

/** Everything a reviewer wants to know at once. */
export interface Review {
  readonly packs: readonly PackResult[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly stale: readonly Acknowledgement[];
  readonly roles: readonly RoleResult[];
  readonly actions: number;
  readonly lint: LintResult;
}

/** What is wrong, a line each; nothing when the stack may be deployed. */
export function faultsOf({ packs, acknowledgements, stale, roles, lint }: Review): string[] {
  return [
    ...packs.flatMap(({ unacknowledged }) =>
      unacknowledged.map(({ rule, path, description }) => `${rule} at ${path}: ${description}`),
    ),
    ...stale.map(({ id, path }) => `${id} at ${path} is acknowledged, and nobody finds it`),
    ...acknowledgements
      .filter(({ isExact }) => !isExact)
      .map(({ id, path }) => `${id} at ${path} is acknowledged for more than one resource`),
    ...roles.flatMap(({ deviations }) =>
      deviations.map(
        ({ role, action, resource, is }) => `${role} is ${is} ${action} on ${resource}`,
      ),
    ),
    ...(lint.kind === 'checked' ? lint.errors : []),
  ];
}

/** The review as a person reads it. */
export function reviewText(review: Review): string {
  const packs = table(['pack', 'findings', 'acknowledged', 'unacknowledged']);
  for (const { pack, findings, unacknowledged } of review.packs) {
    const open = unacknowledged.length;
    packs.push([pack, findings.length, findings.length - open, open]);
  }
  const reasons = table(['acknowledged', 'findings', 'because']);
  for (const { rule, count, reason } of byReason(review.acknowledgements)) {
    reasons.push([rule, count, reason]);
  }
  const roles = table(['role', 'requests', 'allowed', 'denied', 'not as written']);
  for (const { role, requests, allowed, deviations } of review.roles) {
    roles.push([role, requests, allowed, requests - allowed, deviations.length]);
  }
  const faults = faultsOf(review);
  return [
    packs.toString(),
    reasons.toString(),
    `Every role tries ${review.actions} actions on every resource of their services:`,
    roles.toString(),
    lintText(review.lint),
    ...faults,
    faults.length === 0 ? 'Nothing is wrong.' : `${faults.length} faults.`,
  ].join('\n');
}

interface ReasonRow {
  readonly rule: string;
  readonly reason: string;
  readonly count: number;
}

/** One row for each rule and reason, whichever pack spells the rule. */
function byReason(acknowledgements: readonly Acknowledgement[]): ReasonRow[] {
  const rows = new Map<string, ReasonRow>();
  for (const { id, reason } of acknowledgements) {
    const rule = id.replace(/^.*?-(?=[A-Z])/, '');
    const key = `${rule} ${reason}`;
    rows.set(key, { rule, reason, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return [...rows.values()];
}

const table = (head: string[]) =>
  new Table({
    head,
    style: { head: [], border: [] },
    wordWrap: true,
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });

const lintText = (lint: LintResult): string =>
  lint.kind === 'absent'
    ? 'cfn-lint is not installed here (pip install cfn-lint); the template was not looked at by it.'
    : `cfn-lint: ${lint.errors.length} errors.`;
