/** The type of an event field: how conditions and filters read its text. The text itself is never coerced. */
export const fieldTypes = [
  'id',
  'text',
  'number',
  'currency',
  'date',
  'date-time',
  'boolean',
  'multi-select',
  'email',
  'phone',
  'reference',
] as const;
export type FieldType = (typeof fieldTypes)[number];

export type FieldTypes = ReadonlyMap<string, FieldType>;
