import type { AuditEntry } from './queries.ts';

const columns = ['at', 'actorName', 'actor', 'action', 'subjectName', 'subjectId', 'detail'] as const;

/** RFC 4180, with what a spreadsheet would take for a formula made harmless. */
export function toCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => columns.map((column) => cell(entry[column])).join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function cell(value: unknown): string {
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
