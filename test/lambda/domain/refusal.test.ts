import {
  CHANNEL_UNAVAILABLE_CODE,
  CREDENTIALS_UNREADABLE_CODE,
  diagnoseRefusal,
  needsWitness,
} from '../../../lambda/domain/refusal';
import type { Circumstances, Refusal, TokenDescription } from '../../../lambda/domain/refusal';
import { aRefusal } from '../../support/builders';

const WRITE = 'messaging:conversation:write';
const needs = (...neededScopes: string[]): Circumstances => ({
  neededScopes,
  isConflictLoop: false,
});
const unreadable: TokenDescription = { kind: 'unreadable' };
const token = (scopes: string[] = [WRITE], clientState?: string): TokenDescription => ({
  kind: 'described',
  scopes,
  clientState,
});

describe('the refusal of the last channel', () => {
  const last = { ...needs(), isLastChannel: true };

  it.each<[Partial<Refusal>, string]>([
    [{ status: 400, code: 'invalid.value' }, 'CHANNELS_EXHAUSTED'],
    [{ status: 404, code: 'not.found' }, 'CHANNELS_EXHAUSTED'],
    [{ status: 409, code: 'request.conflict' }, 'CHANNELS_EXHAUSTED'],
    [{ status: 0, code: CHANNEL_UNAVAILABLE_CODE }, 'CHANNELS_UNAVAILABLE'],
    // What is wrong with us is wrong on every channel, and says more than their number.
    [{ status: 401 }, 'CREDENTIALS_REFUSED'],
    [{ status: 400, code: 'not.a.client' }, 'CREDENTIALS_REFUSED'],
    [{ status: 403, code: 'missing.permissions' }, 'MISSING_PERMISSION'],
    [{ status: 409, code: 'organization.outbound.usage.limit.exceeded' }, 'USAGE_LIMIT'],
  ])('%p means: %s', (refusal, reason) => {
    expect(diagnoseRefusal(aRefusal(refusal), unreadable, last).reason).toBe(reason);
  });

  it('needs no witness when nobody was asked', () => {
    expect(needsWitness(aRefusal({ status: 0, code: CHANNEL_UNAVAILABLE_CODE }))).toBe(false);
  });
});

describe('diagnoseRefusal', () => {
  it.each<[string, Partial<Refusal>, string]>([
    [
      'a secret nobody can read',
      { status: 0, code: CREDENTIALS_UNREADABLE_CODE },
      'CREDENTIALS_UNREADABLE',
    ],
    ['a 401', { status: 401, code: 'bad.credentials' }, 'CREDENTIALS_REFUSED'],
    [
      'a client the login host refuses',
      { status: 400, code: 'invalid_client' },
      'CREDENTIALS_REFUSED',
    ],
    ["a person's token", { status: 400, code: 'not.a.client' }, 'CREDENTIALS_REFUSED'],
    [
      'a missing permission',
      { status: 403, code: 'missing.any.permissions' },
      'MISSING_PERMISSION',
    ],
    [
      'a missing scope that is named',
      { status: 403, code: 'app.not.authorized.for.scope' },
      'MISSING_PERMISSION',
    ],
    ['a 403 without a code', { status: 403, code: 'none' }, 'MISSING_PERMISSION'],
    [
      'a missing division',
      { status: 403, code: 'missing.division.permission' },
      'MISSING_DIVISION',
    ],
    [
      'one of several divisions missing',
      { status: 403, code: 'missing.any.division.permissions' },
      'MISSING_DIVISION',
    ],
    [
      'an unknown contact or deployment',
      { status: 404, code: 'not.found' },
      'CONTACT_NOT_AT_GENESYS',
    ],
    ['a 400 that means not found', { status: 400, code: 'not.found' }, 'CONTACT_NOT_AT_GENESYS'],
    [
      'the usage cap',
      { status: 409, code: 'organization.outbound.usage.limit.exceeded' },
      'USAGE_LIMIT',
    ],
    [
      'a conflict nothing explains',
      { status: 409, code: 'request.conflict' },
      'CONFLICT_UNEXPLAINED',
    ],
    ['a field Genesys dislikes', { status: 400, code: 'invalid.value' }, 'REQUEST_REFUSED'],
    ['a redirect', { status: 307, code: 'none' }, 'REQUEST_REFUSED'],
    ['a body too large', { status: 413, code: 'request.entity.too.large' }, 'REQUEST_REFUSED'],
  ])('explains %s', (_, refusal, reason) => {
    expect(diagnoseRefusal(aRefusal(refusal), token(), needs(WRITE)).reason).toBe(reason);
  });

  it('finds the missing scope behind a 409 and names it', () => {
    const refusal = aRefusal({ status: 409, code: 'request.conflict' });

    const diagnosis = diagnoseRefusal(refusal, token(['other:scope:read']), needs(WRITE));

    expect(diagnosis).toEqual({ reason: 'MISSING_PERMISSION', missing: [WRITE] });
  });

  it('does not guess at scopes when the token says nothing of itself', () => {
    const refusal = aRefusal({ status: 409, code: 'request.conflict' });

    expect(diagnoseRefusal(refusal, unreadable, needs(WRITE)).reason).toBe('CONFLICT_UNEXPLAINED');
  });

  it('blames a client that is out of service before anything it lacks', () => {
    const refusal = aRefusal({ status: 403, code: 'missing.permissions' });

    const diagnosis = diagnoseRefusal(refusal, token([], 'disabled'), needs(WRITE));

    expect(diagnosis.reason).toBe('CREDENTIALS_REFUSED');
  });

  it('passes on the permissions that Genesys named', () => {
    const missing = ['conversation:message:create'];
    const refusal = aRefusal({ status: 403, code: 'missing.permissions', missing });

    expect(diagnoseRefusal(refusal, unreadable, needs()).missing).toEqual(missing);
  });

  it.each<[string, Partial<Refusal>, TokenDescription, string]>([
    [
      'a scope that is missing for ever',
      { status: 409, code: 'request.conflict' },
      token([]),
      'MISSING_PERMISSION',
    ],
    [
      'a conversation that is always in the way',
      { status: 409, code: 'request.conflict' },
      token(),
      'CONFLICT_LOOP',
    ],
    [
      'a conversation that is always in the way of a token that says nothing',
      { status: 400, code: 'active.conversation' },
      unreadable,
      'CONFLICT_LOOP',
    ],
    ['a permission', { status: 403, code: 'missing.permissions' }, token(), 'MISSING_PERMISSION'],
    ['a token', { status: 401, code: 'bad.credentials' }, unreadable, 'CREDENTIALS_REFUSED'],
  ])('after the last conflict blames %s', (_, refusal, described, reason) => {
    const circumstances = { neededScopes: [WRITE], isConflictLoop: true };

    expect(diagnoseRefusal(aRefusal(refusal), described, circumstances).reason).toBe(reason);
  });
});

describe('needsWitness', () => {
  it.each([
    [401, 'bad.credentials', false],
    [403, 'missing.permissions', true],
    [400, 'invalid_client', false],
    [0, CREDENTIALS_UNREADABLE_CODE, false],
    [409, 'request.conflict', true],
    [400, 'invalid.value', true],
    [404, 'not.found', true],
  ])('asks the token about %i %s: %p', (status, code, needed) => {
    expect(needsWitness(aRefusal({ status, code }))).toBe(needed);
  });
});
