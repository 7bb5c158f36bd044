/** A language as people and systems write it (`fr_CA`, `FR`), made comparable: `fr-ca`. */
function toTag(language: string): string {
  return language.trim().replaceAll('_', '-').toLowerCase();
}

/** The languages of an Accept-Language header, most wanted first. */
export function parseAcceptLanguage(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((entry) => {
      const [language = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { language, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ language, quality }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(language) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}

/** The first wish that is on offer, by the whole tag or else by the language alone (`fr-CA` is served by `fr`); null = none. */
export function chooseLanguage(offered: readonly string[], wishes: readonly (string | null)[]): string | null {
  for (const wish of wishes) {
    if (wish === null || wish.trim() === '') continue;
    const tag = toTag(wish);
    const base = tag.split('-')[0];
    const found =
      offered.find((language) => toTag(language) === tag) ??
      offered.find((language) => toTag(language) === base) ??
      offered.find((language) => toTag(language).split('-')[0] === base);
    if (found !== undefined) return found;
  }
  return null;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(toTag(language).split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
