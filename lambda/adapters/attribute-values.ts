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

/** A list of values, each kept as JSON text, so that one can be appended without reading the others. */
export const jsonListAttribute = <const Schema extends v.GenericSchema>(schema: Schema) =>
  v.pipe(
    v.object({ L: v.array(jsonAttribute(schema)) }),
    v.transform(({ L: values }) => values),
  );

export const jsonList = (values: readonly unknown[]): AttributeValue => ({
  L: values.map((value) => S(JSON.stringify(value))),
});
