import { Token, type XmlReader } from './xml-reader.ts';

/** The text of an element without children. */
export function readText(reader: XmlReader, name: string): string {
  let text = '';
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token === Token.start) reader.refuse('not-an-outbound-message', `${name} holds an element instead of text.`);
    text = text === '' ? reader.text : text + reader.text;
  }
  return text;
}

/** Passes over the element that was just started, checking its well-formedness. */
export function skipElement(reader: XmlReader): void {
  for (let depth = 1; depth > 0; ) {
    const token = reader.next();
    if (token === Token.start) depth += 1;
    else if (token === Token.end) depth -= 1;
  }
}
