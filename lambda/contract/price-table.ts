import * as v from 'valibot';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));

/** What AWS charges in one region, in one currency, as somebody read it on one day. */
export const priceTableSchema = v.strictObject({
  region: v.pipe(v.string(), v.minLength(1)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  /** The day the prices were read; they are as old as that. */
  asOf: v.pipe(v.string(), v.isoDate()),
  note: v.optional(v.string()),
  perMillion: v.strictObject({
    lambdaRequests: price,
    expressExecutions: price,
    standardTransitions: price,
    dynamoDbReadUnits: price,
    dynamoDbWriteUnits: price,
    publishedEvents: price,
    scheduledEvents: price,
  }),
  perGigabyteSecond: v.strictObject({ lambda: price, expressExecutions: price }),
  perGigabyte: v.strictObject({ logs: price }),
  /** What is paid for being there, whether or not anything is sent. */
  perMonth: v.strictObject({ alarm: price, encryptionKey: price, secret: price }),
});
export type PriceTable = v.InferOutput<typeof priceTableSchema>;
