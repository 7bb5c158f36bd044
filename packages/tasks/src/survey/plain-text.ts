import { BoundedCache } from '@canvass/domain';
import { compile } from 'html-to-text';

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: false } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: { maxInputLength: 1_000_000, maxDepth: 50 },
});

const made = new BoundedCache<string, string>(300);

/**
 * The template of an e-mail's plain-text part: what the HTML template says, links written out, piped text as it stands.
 * Made once for a template: made of each written e-mail it would take longer than all else in writing it.
 */
export function toPlainTextTemplate(html: string): string {
  return made.getOrMake(html, () => withExpressionsHidden(html, convert));
}

/** An expression is no markup, though it may hold quotes and `<`: a mark from Unicode's private use stands in for it. */
function withExpressionsHidden(template: string, change: (marked: string) => string): string {
  const expressions: string[] = [];
  const marked = template.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (expression) => {
    const known = expressions.indexOf(expression);
    return `\uE000${known === -1 ? expressions.push(expression) - 1 : known}\uE001`;
  });
  return change(marked).replace(/\uE000(\d+)\uE001/g, (mark, index) => expressions[Number(index)] ?? mark);
}
