import type { FieldType } from './field-catalogue.ts';
import { salesforceIdKey } from './salesforce-id.ts';

const numberShape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** A number as Salesforce or a person writes it (`45000.0`, `-3`, `1e5`); null for other text. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  return trimmed.length <= 100 && numberShape.test(trimmed) ? Number(trimmed) : null;
}

const decimalParts = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i;

/**
 * Below zero, zero or above it, as the left number is less, the same or more; null when one of them is no number.
 * Exact: a Number of Salesforce has up to 18 digits, and a binary floating-point number holds 15.
 */
export function compareNumbers(left: string, right: string): number | null {
  const [one, other] = [parseNumber(left), parseNumber(right)];
  if (one === null || other === null) return null;
  if (Math.max(left.length, right.length) <= 15 && !/e/i.test(left + right)) return one - other;
  const [a, b] = [toDecimal(left.trim()), toDecimal(right.trim())];
  const scale = Math.max(a.scale, b.scale);
  const difference = a.digits * 10n ** BigInt(scale - a.scale) - b.digits * 10n ** BigInt(scale - b.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `digits` divided by ten to the power of `scale`. */
function toDecimal(text: string): { digits: bigint; scale: number } {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimalParts.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}`);
  return { digits: sign === '-' ? -digits : digits, scale: fraction.length - Number(exponent) };
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

/** What people put between the digits of a phone number. */
const phonePunctuation = /[\s().\-/\u2010-\u2015]/g;

/** Two texts made comparable for “equals” and for ordering: as `foldedText`, without spaces around; ids of 15 and 18 characters are the same. */
export function comparableText(text: string, type: FieldType, ignoreCase: boolean): string {
  const trimmed = text.trim();
  if (type === 'id' || type === 'reference') return salesforceIdKey(trimmed.normalize('NFC'));
  return foldedText(trimmed, type, ignoreCase);
}

/**
 * Two texts of one type made comparable in part: e-mail addresses and truth ignore case, phone numbers what stands between
 * their digits; letters with accents are the same however they are encoded.
 */
export function foldedText(text: string, type: FieldType, ignoreCase: boolean): string {
  const composed = text.normalize('NFC');
  if (type === 'phone') return composed.replace(phonePunctuation, '');
  return ignoreCase || type === 'email' || type === 'boolean' ? composed.toLowerCase() : composed;
}
