import { escapeHtml } from '@canvass/domain';

/** Markup that may go into a page as it is. Everything else is escaped on its way in. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Content = Html | string | number | null | false | readonly Content[];

function toMarkup(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (content === null || content === false) return '';
  if (typeof content === 'object') return content.map(toMarkup).join('');
  return escapeHtml(String(content));
}

/** A piece of a page: values are escaped, for text and for quoted attributes alike; null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(strings.reduce((markup, part, index) => markup + toMarkup(values[index - 1] ?? null) + part));
}

/** Attributes with a leading space each: true writes the bare name, null and false leave the attribute out. */
export function attributes(values: Record<string, string | number | boolean | null>): Html {
  return new Html(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== false)
      .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`))
      .join(''),
  );
}
