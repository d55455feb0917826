import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './index.js';

/** What `schema.graphql` holds. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
