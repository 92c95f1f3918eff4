import { toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import type { ConversionConfig, JsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { EVENT_VERSION, HEARD_EVENTS, PUBLISHED_EVENTS } from '../../lambda/contract/events';
import {
  notificationRequestedSchema,
  templatedRequestSchema,
  writtenRequestSchema,
} from '../../lambda/contract/request-events';
import { beginningSchema, instantSchema, localTimeSchema } from '../../lambda/contract/when';

/** A file of the reference, by its path from the root of the repository. */
export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
}

/** What our schemas decide by looking at the input; a JSON Schema names the choices. */
const CHOICES = new Map<unknown, () => JsonSchema[]>([
  [
    notificationRequestedSchema,
    () => [
      { ...convert(writtenRequestSchema), not: { required: ['template'] } },
      convert(templatedRequestSchema),
    ],
  ],
  [beginningSchema, () => [convert(instantSchema), convert(localTimeSchema)]],
]);

/**
 * Rules between fields and calendars, which JSON Schema has no words for. Left out here, refused by the product: an event
 * that a JSON Schema accepts may still be answered with one of the problem codes.
 */
const BEYOND_JSON_SCHEMA = ['check', 'partial_check', 'transform'];

const CONFIG: ConversionConfig = {
  target: 'draft-07',
  typeMode: 'input',
  ignoreActions: BEYOND_JSON_SCHEMA,
  overrideSchema: ({ valibotSchema }) => {
    const choices = CHOICES.get(valibotSchema);
    if (choices) return { anyOf: choices() };
    return valibotSchema.type === 'undefined' ? { not: {} } : undefined;
  },
};

/** Shared parts, by the name under which a document refers to them. */
const PARTS = { instant: instantSchema, localTime: localTimeSchema };

/** Without the parts it refers to: those belong to the document, not to a place inside of it. */
function convert(schema: GenericSchema): JsonSchema {
  const {
    $schema: _schema,
    $defs: _parts,
    ...converted
  } = toJsonSchema(schema, { ...CONFIG, definitions: PARTS });
  return converted;
}

function partsOf(converted: JsonSchema): Pick<JsonSchema, '$defs'> {
  const refersToParts = JSON.stringify(converted).includes('"#/$defs/');
  return refersToParts ? { $defs: toJsonSchemaDefs(PARTS, CONFIG) } : {};
}

/** The JSON Schemas of all details: one file for each event, by who says it. */
export function eventSchemas(): ReferenceFile[] {
  return [
    ...Object.entries(PUBLISHED_EVENTS).map(([name, schema]) => toFile('published', name, schema)),
    ...Object.entries(HEARD_EVENTS).map(([name, schema]) => toFile('heard', name, schema)),
  ];
}

function toFile(folder: 'published' | 'heard', name: string, schema: GenericSchema): ReferenceFile {
  const converted = convert(schema);
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:proactive-messaging:${folder}:${name}:${EVENT_VERSION}`,
    title: name,
    description: `Detail of ${name}, version ${EVENT_VERSION}. What its fields mean: docs/events.md.`,
    ...converted,
    ...partsOf(converted),
  };
  return {
    path: `schemas/${folder}/${name}.json`,
    text: `${JSON.stringify(document, undefined, 2)}\n`,
  };
}
