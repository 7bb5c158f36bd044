import { useTexts } from '../../i18n/text.tsx';
import type { FieldType } from './queries.ts';

const fieldTypes: readonly FieldType[] = [
  'text',
  'email',
  'phone',
  'number',
  'currency',
  'date',
  'date-time',
  'boolean',
  'multi-select',
  'reference',
  'id',
];

export function isFieldType(value: string): value is FieldType {
  return fieldTypes.some((type) => type === value);
}

/** Every type by its words, the usual ones first. */
export function useFieldTypeChoices(): { value: FieldType; label: string }[] {
  const { t } = useTexts();
  return fieldTypes.map((value) => ({ value, label: t.eventSources.fieldTypes[value] }));
}
