import { v7 } from 'uuid';
import type { z } from 'zod';

/** A fresh, time-ordered id of the branded type: `newId(RunId)`. */
export function newId<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(v7());
}
