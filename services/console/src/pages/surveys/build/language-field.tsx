import { NativeSelect } from '@mantine/core';
import { useTexts } from '../../../i18n/text.tsx';
import { languagesIn, mainLanguage } from './survey-texts.ts';
import { useEditor } from './use-survey-editor.ts';

/** Those that the respondent's page has its own words for. */
const offered = ['en', 'fr', 'de', 'es'];

/** Which language the texts are edited in. A language is there as soon as one text is written in it. */
export function LanguageField() {
  const { t, language: readersLanguage } = useTexts();
  const { contents, language, setLanguage } = useEditor();
  const names = new Intl.DisplayNames([readersLanguage], { type: 'language' });
  const used = languagesIn(contents.definition);
  const others = [...new Set([...used, ...offered, ...(language === mainLanguage ? [] : [language])])];
  return (
    <NativeSelect
      label={t.build.language}
      description={t.build.languageHint}
      value={language}
      onChange={(event) => setLanguage(event.currentTarget.value)}
    >
      <option value={mainLanguage}>{t.build.mainLanguage}</option>
      {others.map((tag) => (
        <option key={tag} value={tag}>
          {used.includes(tag) ? nameOf(names, tag) : t.build.addLanguage(nameOf(names, tag))}
        </option>
      ))}
    </NativeSelect>
  );
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag; // not a language tag: shown as it stands
  }
}
