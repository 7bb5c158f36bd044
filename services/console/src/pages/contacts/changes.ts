/** One field of a contact that changed: its old and new text; null = nothing. */
export interface Change {
  field: string;
  from: string | null;
  to: string | null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const isPair = (value: Record<string, unknown>): boolean =>
  'from' in value || 'to' in value || 'old' in value || 'new' in value;

/** What a change of a contact recorded, field by field; groups of fields (embedded data) are opened up. */
export function readChanges(changes: unknown, prefix = ''): Change[] {
  if (!isRecord(changes)) return [];
  return Object.entries(changes).flatMap(([name, value]) => {
    const field = prefix + name;
    if (Array.isArray(value)) return [{ field, from: asText(value[0]), to: asText(value[1]) }];
    if (!isRecord(value)) return [{ field, from: null, to: asText(value) }];
    if (isPair(value)) return [{ field, from: asText(value.from ?? value.old), to: asText(value.to ?? value.new) }];
    return readChanges(value, `${field}.`);
  });
}
