import type { FieldType } from '@canvass/domain';

const textNames = /(?:number|code|key|reference|postal|zip)(?:__c)?$/i;
const phoneNames = /(?:phone|mobile|fax)/i;
const idNames = /(?:^|_|[a-z0-9])Id(?:__c)?$/;

/** What a field seems to be, by its name and one value. A guess for the catalogue: the value stays text all the same. */
export function guessFieldType(name: string, value: string): FieldType {
  if (value === 'true' || value === 'false') return 'boolean';
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'date';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return 'date-time';
  if (idNames.test(name) && /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(value)) return 'id';
  if (value.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) return 'email';
  const digits = value.length <= 40 && /^\+?[\d\s().\-/]+$/.test(value) ? value.replace(/\D/g, '').length : 0;
  if (digits >= 5 && digits <= 15 && (phoneNames.test(name) || value.startsWith('+'))) return 'phone';
  if (!textNames.test(name) && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) return 'number';
  return 'text';
}
