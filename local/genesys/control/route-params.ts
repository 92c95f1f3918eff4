import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';

const idSchema = v.object({ id: v.string() });

export const idOf = (request: FastifyRequest): string => v.parse(idSchema, request.params).id;

/** Bodies are optional on routes whose fields are. */
export const bodyOf = (request: FastifyRequest): unknown => request.body ?? {};
