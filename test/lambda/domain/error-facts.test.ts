import { AwsCallError } from '../../../lambda/adapters/aws-json-client';
import { causeOf, errorFacts } from '../../../lambda/domain/error-facts';

const denied = new AwsCallError('dynamodb PutItem: AccessDenied', 'dynamodb:PutItem');

describe('errorFacts', () => {
  it.each<[string, unknown, object]>([
    ['the name of an error', new TypeError('a secret'), { errorName: 'TypeError' }],
    ['the type of what is no error', 'a secret', { errorName: 'string' }],
    [
      'the permission that a role lacks',
      denied,
      { errorName: 'AwsCallError', missingPermission: 'dynamodb:PutItem' },
    ],
  ])('tells %s and nothing else', (_, error, told) => {
    expect(errorFacts(error)).toEqual(told);
  });
});

describe('causeOf', () => {
  it('names the missing permission where that is the cause', () => {
    expect(causeOf(denied, 'TOKEN_STORE')).toBe('MISSING_PERMISSION dynamodb:PutItem');
  });

  it('is the name given for every other error', () => {
    expect(causeOf(new AwsCallError('dynamodb PutItem: HTTP 500'), 'TOKEN_STORE')).toBe(
      'TOKEN_STORE',
    );
  });
});
