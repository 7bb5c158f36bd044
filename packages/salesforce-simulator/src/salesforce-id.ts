import { toSalesforceId18 } from '@canvass/domain';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The first three characters of an id say what it names. */
export const idPrefixes = {
  organization: '00D',
  action: '04k',
  notification: '04l',
  case: '500',
  contact: '003',
} as const;

/** The 18-character id of the `number`th object of a kind on one (invented) instance. */
export function salesforceId(kind: keyof typeof idPrefixes, number: number): string {
  let rest = number;
  let text = '';
  for (let place = 0; place < 9; place += 1) {
    text = digits.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  if (rest > 0 || number < 0 || !Number.isSafeInteger(number)) throw new RangeError(`no id has the number ${number}`);
  return toSalesforceId18(`${idPrefixes[kind]}7Q0${text}`);
}
