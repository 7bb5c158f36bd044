import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSurvey, everyQuestion } from '../testing/definitions.ts';
import { anInvited, type RunningSurveys, startSurveys } from '../testing/fixture.ts';
import { Respondent } from '../testing/form-reader.ts';
import { html } from './html.ts';
import { safeHtml } from './safe-html.ts';
import { styles } from './styles.ts';

let surveys: RunningSurveys;
beforeAll(async () => {
  surveys = await startSurveys();
});
afterAll(() => surveys[Symbol.asyncDispose]());

async function open(values: Parameters<typeof anInvited>[1], query = '', headers: Record<string, string> = {}) {
  const { token } = await anInvited(surveys.pool, values);
  return new Respondent(`${surveys.url}/s/${token}`, headers).open(query);
}

describe('weight', () => {
  test.each([
    ['a usual survey', caseSurvey],
    ['a page with every kind of question', everyQuestion],
    [
      'a page of forty questions',
      { elements: Array.from({ length: 40 }, (_, n) => ({ type: 'rating', name: `r${n}`, rateMax: 10 })) },
    ],
  ])('%s is below 60 kB with style and script, and fetches nothing more', async (_name, definition) => {
    const { markup } = await open({ definition });
    expect(Buffer.byteLength(markup)).toBeLessThan(60_000);
    expect(markup).not.toMatch(/<(link|script|img)[^>]*(src|href)="(?!data:,)/);
  });
});

describe('language', () => {
  test.each([
    ['the link’s', { language: 'en' }, '?lang=fr', {}, 'fr'],
    ['the invitation’s', { language: 'fr_FR' }, '', { 'accept-language': 'en' }, 'fr'],
    ['the browser’s', {}, '', { 'accept-language': 'fr-BE, en;q=0.5' }, 'fr'],
    ['the survey’s own, where it has no better', { language: 'it' }, '?lang=xx', { 'accept-language': 'pl' }, 'en'],
  ])('is %s', async (_name, values, query, headers, language) => {
    const page = await open(values, query, headers);
    expect(page.markup).toContain(`<html lang="${language}" dir="ltr">`);
    expect(page.text).toContain(language === 'fr' ? 'Comment avons-nous fait ?' : 'How did we do?');
    expect(page.text).toContain(language === 'fr' ? 'Page 1 sur 3' : 'Page 1 of 3');
    expect(page.text).toContain(language === 'fr' ? 'Suivant' : 'Next');
  });

  test('changing it keeps what was answered, and stays', async () => {
    const { token } = await anInvited(surveys.pool);
    const ada = new Respondent(`${surveys.url}/s/${token}`);
    const french = await ada.send(await ada.open(), { 'a:csat': '3' }, 'lang:fr');
    expect(french.text).toContain('Êtes-vous satisfait');
    expect(french.fields().get('a:csat')).toBe('3');
    expect((await ada.send(french, {})).text).toContain('Page 2 sur 3');
  });
});

describe('accessibility', () => {
  test('every field has a name of its own, every group a legend, and ids are unique', async () => {
    const { markup } = await open({ definition: everyQuestion });
    const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const labels = new Set([...markup.matchAll(/<label[^>]*for="([^"]+)"/g)].map(([, id]) => id));
    for (const [, tag = ''] of markup.matchAll(/<((?:input|select|textarea)[^>]*)>/g)) {
      if (/type="(hidden|radio|checkbox)"/.test(tag)) continue;
      expect(labels).toContain(/\sid="([^"]+)"/.exec(tag)?.[1]);
    }
    expect(markup.match(/<label class="option"><input/g)?.length).toBe(
      markup.match(/type="(radio|checkbox)"/g)?.length,
    );
    expect(markup.match(/<fieldset/g)?.length).toBe(markup.match(/<legend/g)?.length);
    for (const [, list = ''] of markup.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
      for (const id of list.split(' ')) expect(ids).toContain(id);
    }
  });

  const luminance = (hex: string): number => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, two: string): number => {
    const [light = 0, dark = 0] = [luminance(one), luminance(two)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  test('colours have contrast: 4.5 for words, 3 for the edges of controls, in light and dark', () => {
    const palettes = [...styles.matchAll(/:root\{([^}]*)\}/g)].map(([, body = '']) =>
      Object.fromEntries(
        [...body.matchAll(/--([a-z-]+):(#[0-9a-f]+)/g)].map(([, name = '', value = '']) => [name, value]),
      ),
    );
    expect(palettes).toHaveLength(2);
    const words = [
      ...['ink card', 'soft card', 'ink tint', 'soft page', 'accent card', 'accent tint', 'on-accent accent'],
      ...['on-accent accent-strong', 'bad card', 'bad bad-tint', 'ink bad-tint'],
    ];
    for (const palette of palettes) {
      const of = (pair: string) =>
        contrast(...(pair.split(' ').map((name) => palette[name] ?? '') as [string, string]));
      for (const pair of words) expect(of(pair), pair).toBeGreaterThanOrEqual(4.5);
      for (const pair of ['edge card', 'field card']) expect(of(pair), pair).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('markup', () => {
  test('no value escapes from where it is written', () => {
    fc.assert(fc.property(fc.string(), (value) => !/[<>"']/.test(html`${value}`.markup)));
  });

  test('an author’s markup loses scripts, handlers, forms and dangerous links, and keeps formatting', () => {
    const dirty =
      '<b onclick="x()">Hi</b><script>x()</script></form><a href="javascript:x()">a</a><a href="https://b.c">b</a>';
    expect(safeHtml(dirty).markup).toBe(
      '<b>Hi</b><a rel="noopener noreferrer" target="_blank">a</a><a href="https://b.c" rel="noopener noreferrer" target="_blank">b</a>',
    );
  });
});
