import { missingPermissionsIn } from './missing-permissions';

describe('the missing permissions of a log', () => {
  it('are named once each, whatever stands before the line and between the lines', () => {
    const denied = '{"level":"ERROR","missingPermission":"dynamodb:PutItem"}';
    const lines = [denied, `[${new Date().toISOString()}] ${denied}`, '{"level":"INFO"}', 'START'];

    expect(missingPermissionsIn(lines)).toEqual(['dynamodb:PutItem']);
  });
});
