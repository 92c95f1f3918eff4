/** What the functions of the workflow answer where a test of its paths says nothing else. */

export const notificationKey = 'K'.repeat(52);
const attempt = { notificationKey, route: {}, decisions: [] };
export const conclusion = { notificationKey, outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING' };

export const returns = (kind: string, rest: object = attempt) => ({ Return: { kind, ...rest } });

export const sent = returns('concluded', {
  detailType: 'NotificationSent',
  mustBeHeard: false,
  conclusion,
});

/** A function that died, as the workflow hears of it. */
export const SEND_FAILED = { Throw: { Error: 'Lambda.Unknown', Cause: 'the function died' } };
