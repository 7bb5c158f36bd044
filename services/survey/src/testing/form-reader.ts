/** Reads a page as a browser without scripts does: its fields with what stands in them, ready to be sent again. */
export class FormPage {
  readonly status: number;
  readonly markup: string;
  readonly address: string;

  constructor(status: number, markup: string, address: string) {
    this.status = status;
    this.markup = markup;
    this.address = address;
  }

  /** The page's visible words, tags taken away. */
  get text(): string {
    const body = this.markup.slice(this.markup.indexOf('<body>')).replace(/<script>[\s\S]*?<\/script>/g, '');
    return decode(body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).trim();
  }

  /** What would be sent if a button were pressed now. */
  fields(): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [, tag = '', inner = ''] of this.markup.matchAll(
      /<(?:input|textarea)([^>]*)>(?:\n([^<]*)<\/textarea>)?/g,
    )) {
      const attributes = attributesOf(tag);
      const { name, type = 'text', value = inner } = attributes;
      if (name === undefined || 'disabled' in attributes) continue;
      if ((type === 'radio' || type === 'checkbox') && !('checked' in attributes)) continue;
      fields.append(name, type === 'text' && value === '' ? decode(inner) : value);
    }
    for (const [, tag = '', options = ''] of this.markup.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
      const { name } = attributesOf(tag);
      const chosen = [...options.matchAll(/<option([^>]*)>/g)].map(([, text = '']) => attributesOf(text));
      if (name !== undefined) fields.append(name, chosen.find((option) => 'selected' in option)?.value ?? '');
    }
    return fields;
  }
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, decode(value)]),
  );
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Somebody with a browser that runs no scripts. */
export class Respondent {
  readonly #link: string;
  readonly #headers: Record<string, string>;

  constructor(link: string, headers: Record<string, string> = {}) {
    this.#link = link;
    this.#headers = headers;
  }

  async open(query = ''): Promise<FormPage> {
    const answer = await fetch(`${this.#link}${query}`, { headers: this.#headers });
    return new FormPage(answer.status, await answer.text(), answer.url);
  }

  /** Fills the page's fields and presses a button; follows the redirect as a browser does. */
  async send(page: FormPage, answers: Record<string, string | string[]>, go = 'next'): Promise<FormPage> {
    const body = page.fields();
    for (const [name, values] of Object.entries(answers)) {
      body.delete(name);
      for (const value of [values].flat()) body.append(name, value);
    }
    body.append('go', go);
    return this.post(body);
  }

  async post(body: URLSearchParams | string): Promise<FormPage> {
    const headers = { ...this.#headers, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(this.#link, { method: 'POST', body: String(body), headers });
    return new FormPage(answer.status, await answer.text(), answer.url);
  }
}
