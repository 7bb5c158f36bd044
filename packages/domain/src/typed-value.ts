import type { FieldType } from './field-catalogue.ts';
import { salesforceIdKey } from './salesforce-id.ts';

const numberShape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** A number as Salesforce or a person writes it (`45000.0`, `-3`, `1e5`); null for other text. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  return trimmed.length <= 100 && numberShape.test(trimmed) ? Number(trimmed) : null;
}

/** `true` and `false` in any case; null for other text. */
export function parseBoolean(text: string): boolean | null {
  const lower = text.trim().toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : null;
}

/** The values of a multi-select field: `Red;Dark Blue`. */
export function parseMultiSelect(text: string): string[] {
  return text
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** What an earlier step put out, as text and type; absent, null and empty are all null. */
export function readOutput(output: unknown): { text: string | null; type: FieldType } {
  switch (typeof output) {
    case 'number':
      return { text: String(output), type: 'number' };
    case 'boolean':
      return { text: String(output), type: 'boolean' };
    case 'string':
      return { text: output, type: 'text' };
    default:
      return Array.isArray(output)
        ? { text: output.map(String).join(';'), type: 'multi-select' }
        : { text: null, type: 'text' };
  }
}

/** Two texts of one type made comparable: ids of 15 and 18 characters are the same, e-mail addresses ignore case. */
export function comparableText(text: string, type: FieldType, ignoreCase: boolean): string {
  const trimmed = text.trim();
  if (type === 'id' || type === 'reference') return salesforceIdKey(trimmed);
  return ignoreCase || type === 'email' || type === 'boolean' ? trimmed.toLowerCase() : trimmed;
}
