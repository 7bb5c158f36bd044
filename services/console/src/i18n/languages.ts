export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words, whatever the console speaks now. */
export const ownNames: Record<Language, string> = { en: 'English', fr: 'Français' };

const storageKey = 'canvass.language';

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The language chosen before, otherwise the first of the browser's that we have. */
export function chooseLanguage(): Language {
  const remembered = localStorage.getItem(storageKey);
  if (isLanguage(remembered)) return remembered;
  return preferredLanguage(navigator.languages);
}

export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.split('-')[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
}

/** The reader's own regional variant (en-GB, fr-CA) where it belongs to the language: it decides separators and dates. */
export function localeFor(language: Language): string {
  return navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
