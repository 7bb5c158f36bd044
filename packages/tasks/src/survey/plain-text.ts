import { compile } from 'html-to-text';

const convert = compile({
  wordwrap: 78,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: false } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: { maxInputLength: 1_000_000, maxDepth: 50 },
});

/** The plain-text part of an e-mail: what its HTML says, links written out. */
export function toPlainText(html: string): string {
  return convert(html);
}
