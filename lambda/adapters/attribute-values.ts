import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';

/** The three DynamoDB types we write. Numbers travel as text there. */
export const S = (text: string): AttributeValue => ({ S: text });
export const N = (number: number): AttributeValue => ({ N: String(number) });
export const BOOL = (value: boolean): AttributeValue => ({ BOOL: value });

/** Schemas that read them back. */
export const stringAttribute = v.pipe(
  v.object({ S: v.string() }),
  v.transform(({ S: text }) => text),
);
export const numberAttribute = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N: text }) => Number(text)),
);
export const booleanAttribute = v.pipe(
  v.object({ BOOL: v.boolean() }),
  v.transform(({ BOOL: value }) => value),
);

/** A value kept as JSON text in one attribute. */
export const jsonAttribute = <const Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.object({ S: v.pipe(v.string(), v.parseJson(), schema) }),
    v.transform(({ S: value }) => value),
  );
