import type { Values } from './use-sample.ts';

/** Reads what was pasted: a JSON object, or `Name: value` a line; null when it is neither. */
export function readPasted(text: string): Values | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return trimmed.startsWith('{') ? readJson(trimmed) : readLines(trimmed);
}

function readJson(text: string): Values | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const entries = Object.entries(parsed);
    if (entries.some(([, value]) => typeof value === 'object' && value !== null)) return null;
    return Object.fromEntries(entries.map(([name, value]) => [name, value === null ? null : String(value)]));
  } catch {
    return null;
  }
}

function readLines(text: string): Values | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^\s*([A-Za-z_][\w.]*)\s*[:=\t]\s*(.*)$/.exec(line));
  const values: Values = {};
  for (const pair of pairs) {
    const [, name, value = ''] = pair ?? [];
    if (name === undefined) return null;
    values[name] = value.trim() === '' ? null : value.trim();
  }
  return values;
}
