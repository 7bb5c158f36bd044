const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const checksumDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

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
  return withChecksum(`${idPrefixes[kind]}7Q0${text}`);
}

/**
 * Adds the three characters that tell ids apart where case is lost: per block of five, the bits of its capital letters
 * (first character = lowest bit) as one base-32 digit.
 */
export function withChecksum(id15: string): string {
  if (!/^[0-9A-Za-z]{15}$/.test(id15)) throw new RangeError('an id without checksum has 15 letters and digits');
  const checksum = [0, 5, 10].map((start) => {
    const bits = [...id15.slice(start, start + 5)].map((character, bit) => (/[A-Z]/.test(character) ? 1 << bit : 0));
    return checksumDigits.charAt(bits.reduce((sum, value) => sum + value, 0));
  });
  return id15 + checksum.join('');
}
