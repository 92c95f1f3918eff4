import * as v from 'valibot';

/** Tests name the fields they read; a field that is not there fails the expectation, not the parser. */
export const readJson = <Shape>(text: string, shape = v.custom<Shape>(() => true)): Shape =>
  v.parse(shape, JSON.parse(text));
