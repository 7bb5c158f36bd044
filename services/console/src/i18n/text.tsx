import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en.ts';
import { createFormat, type Format } from './format.ts';
import { chooseLanguage, type Language, localeFor, rememberLanguage } from './languages.ts';

/** Every text of the console. English gives the shape; another language that lacks an entry is a type error. */
export type Catalogue = typeof en;

const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => en,
  fr: async () => (await import('./fr.ts')).fr,
};

interface Texts {
  language: Language;
  t: Catalogue;
  format: Format;
  setLanguage(language: Language): void;
}

const TextContext = createContext<Texts | null>(null);

export interface LoadedTexts {
  language: Language;
  catalogue: Catalogue;
}

/** Before the first paint, so that nobody sees one language turn into another. */
export async function loadTexts(): Promise<LoadedTexts> {
  const language = chooseLanguage();
  return { language, catalogue: await catalogues[language]() };
}

export function TextProvider({ initial, children }: { initial: LoadedTexts; children: ReactNode }) {
  const [loaded, setLoaded] = useState(initial);

  useEffect(() => {
    document.documentElement.lang = loaded.language;
  }, [loaded.language]);

  const texts = useMemo<Texts>(
    () => ({
      language: loaded.language,
      t: loaded.catalogue,
      format: createFormat(localeFor(loaded.language), Intl.DateTimeFormat().resolvedOptions().timeZone),
      setLanguage(language) {
        rememberLanguage(language);
        void catalogues[language]().then((catalogue) => setLoaded({ language, catalogue }));
      },
    }),
    [loaded],
  );
  return <TextContext value={texts}>{children}</TextContext>;
}

export function useTexts(): Texts {
  const texts = useContext(TextContext);
  if (texts === null) throw new Error('TextProvider is missing');
  return texts;
}
