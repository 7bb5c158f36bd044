import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV for spreadsheets (RFC 4180): text that one would take for a formula begins with an apostrophe, so that what
 * somebody wrote into a field in Salesforce is not run on an administrator's machine.
 */
export function toCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify([...rows.map((row) => row.map(toCell))], { escape_formulas: true, record_delimiter: 'windows' });
}

/** What a file begins with, so that Excel reads it as UTF-8. */
export const byteOrderMark = '\uFEFF';

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
