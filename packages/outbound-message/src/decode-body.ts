import { Refusal } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true }); // removes a byte order mark
// What XML 1.0 (fifth edition, production 2) has no place for, as far as UTF-8 can carry it.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** The text of a message: strictly UTF-8, only characters that XML allows, line ends made `\n` as XML 1.0 §2.11 says. */
export function decodeBody(bytes: Uint8Array): string {
  if (looksLikeUtf16(bytes)) throw new Refusal('not-utf-8', 'The bytes are UTF-16; Salesforce sends UTF-8.', null);
  const text = decodeUtf8(bytes);
  const forbidden = text.search(forbiddenCharacter);
  if (forbidden !== -1) {
    const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, '0');
    throw new Refusal('not-well-formed', `The character U+${code} is not allowed in XML.`, forbidden);
  }
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal('not-utf-8', 'The bytes are not valid UTF-8.', null);
  }
}

function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0 && second === 0x3c) ||
    (first === 0x3c && second === 0)
  );
}
