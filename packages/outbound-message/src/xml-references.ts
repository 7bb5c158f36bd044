import { Refusal } from './refusal.ts';

const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const numeric = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))$/;

/** What `&body;` stands for; null when it is no reference that a message without DTD may have. */
function resolveReference(body: string): string | null {
  const character = predefined.get(body);
  if (character !== undefined) return character;
  const digits = numeric.exec(body);
  if (!digits) return null;
  const code = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : null;
}

function isXmlCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}

/** Replaces the five predefined entities and character references; there are no others without a DTD. `start` = where. */
export function resolveReferences(raw: string, start: number): string {
  let resolved = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at !== -1; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at);
    const character = end === -1 || end - at > 12 ? null : resolveReference(raw.slice(at + 1, end));
    if (character === null) {
      const detail = 'A reference to an undeclared entity or to a character that XML does not allow.';
      throw new Refusal('not-well-formed', detail, start + at);
    }
    resolved += raw.slice(from, at) + character;
    from = end + 1;
  }
  return from === 0 ? raw : resolved + raw.slice(from);
}
