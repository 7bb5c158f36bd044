import { Refusal } from './refusal.ts';

const declarationPattern =
  /<\?xml\s+version\s*=\s*(["'])([\w.:-]{1,20})\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]{0,40})\3)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\5)?\s*\?>/y;

/** Checks the XML declaration, if there is one, and answers where the document goes on. Only XML 1.0 in UTF-8 passes. */
export function readXmlDeclaration(text: string): number {
  if (!/^<\?xml\s/.test(text)) return 0;
  declarationPattern.lastIndex = 0;
  const found = declarationPattern.exec(text);
  if (!found) throw new Refusal('not-well-formed', 'The XML declaration is not well-formed.', 0);
  const [declaration, , version, , encoding] = found;
  if (version !== '1.0') throw new Refusal('not-well-formed', 'The XML version is not 1.0.', 0);
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    throw new Refusal('not-utf-8', 'The XML declaration names another encoding than UTF-8.', 0);
  }
  return declaration.length;
}
