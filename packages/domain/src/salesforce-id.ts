const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const shape = /^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/;

/** True for text of the form of a Salesforce id. The checksum of 18 characters is not tested: real messages carry wrong ones. */
export function isSalesforceId(text: string): boolean {
  return shape.test(text);
}

/** The comparable form of an id: 15 and 18 characters of one id give the same key. Other text is its own key. */
export function salesforceIdKey(id: string): string {
  return isSalesforceId(id) ? id.slice(0, 15) : id;
}

/**
 * The 18-character form of an id: three characters that tell which letters are upper case, five letters each. Text
 * that is no Salesforce id comes back unchanged.
 */
export function toSalesforceId18(id: string): string {
  if (!isSalesforceId(id)) return id;
  const base = id.slice(0, 15);
  return base + [0, 5, 10].map((start) => checksumOf(base.slice(start, start + 5))).join('');
}

function checksumOf(block: string): string {
  const bits = [...block].reduce((sum, character, index) => sum + (/[A-Z]/.test(character) ? 2 ** index : 0), 0);
  return checksumAlphabet.charAt(bits);
}

/** Every form in which the same id may have been stored: as given, 15 and 18 characters. */
export function salesforceIdForms(id: string): string[] {
  return [...new Set([id, salesforceIdKey(id), toSalesforceId18(id)])];
}
