import type { Catalogue } from '../i18n/text.tsx';

/** A contact's field in words; embedded data and fields of a newer server keep their own name. */
export function contactFieldName(field: string, t: Catalogue): string {
  const known: Record<string, string> = t.workflows.fields;
  return known[field] ?? field.replace(/^embeddedData\./, '');
}
