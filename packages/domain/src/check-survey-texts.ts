import { checkPipedText, contactNames, pipedTextNames } from './piped-text-check.ts';
import { isJsonObject, type JsonObject, jsonPointer } from './survey-elements.ts';
import type { SurveyFlow } from './survey-flow.ts';
import type { SurveyProblem } from './survey-problem.ts';

type Path = readonly (string | number)[];

/** Names, stored values and expressions: never shown, so never piped. */
const neverShown = /^(name|valueName|value|valueTrue|valueFalse|type|regex|.*(If|[eE]xpression))$/;
const maxDepth = 20;

/** What is wrong with the texts: piped text that cannot be written, and languages that are not everywhere. */
export function checkSurveyTexts(definition: JsonObject, flow: SurveyFlow): SurveyProblem[] {
  const texts = textsOf(definition, ['definition']);
  return [
    ...texts.flatMap(({ text, path }) => checkPiped(text, path)),
    ...undeclared(texts, flow),
    ...untranslated(definition),
  ];
}

function checkPiped(text: string, path: Path): SurveyProblem[] {
  if (!/\{[{%]/.test(text)) return [];
  const known = { contact: contactNames, event: 'any', embeddedData: 'any' } as const;
  return checkPipedText(text, known).map((problem) => ({
    severity: 'error',
    code: 'piped-text',
    place: jsonPointer(path),
    sentence: problem.sentence,
    mend: problem.mend,
    about: { line: String(problem.line), column: String(problem.column) },
  }));
}

/** A name that the flow does not declare comes out empty unless the contact itself carries it. */
function undeclared(texts: readonly { text: string; path: Path }[], flow: SurveyFlow): SurveyProblem[] {
  const seen = new Set(flow.embeddedData.map(({ name }) => name));
  return texts.flatMap(({ text, path }) =>
    pipedTextNames(text, 'embeddedData').flatMap((name): SurveyProblem[] => {
      if (seen.has(name)) return [];
      seen.add(name);
      return [
        {
          severity: 'warning',
          code: 'embedded-data-not-declared',
          place: jsonPointer(path),
          sentence: `“${name}” is written here, but the survey flow does not declare it.`,
          mend: 'Declare it: else it is not kept with the answers, and may come out empty.',
          about: { name },
        },
      ];
    }),
  );
}

function textsOf(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (path.length > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => textsOf(entry, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (neverShown.test(key) ? [] : textsOf(inner, [...path, key])));
}

/** Texts that SurveyJS lets stand in several languages. */
const translatable =
  /^(title|description|html|text|completedHtml|minRateDescription|maxRateDescription|labelTrue|labelFalse|placeholder)$/;

/** One warning a language: how many texts lack it, and where the first of them stands. */
function untranslated(definition: JsonObject): SurveyProblem[] {
  const texts = translations(definition, ['definition']);
  const languages = new Set(texts.flatMap(({ languages }) => languages).filter((each) => each !== 'default'));
  return [...languages].sort().flatMap((language): SurveyProblem[] => {
    const lacking = texts.filter((text) => !text.languages.includes(language));
    const [first] = lacking;
    if (first === undefined) return [];
    const count = String(lacking.length);
    return [
      {
        severity: 'warning',
        code: 'translation-missing',
        place: jsonPointer(first.path),
        sentence: `${lacking.length === 1 ? '1 text is' : `${count} texts are`} not translated into “${language}”.`,
        mend: 'Translate them, or people who read that language see them in the survey’s own.',
        about: { language, count },
      },
    ];
  });
}

function translations(value: unknown, path: Path): { path: Path; languages: string[] }[] {
  if (path.length > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((entry, index) => translations(entry, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    if (!translatable.test(key)) return translations(inner, here);
    if (typeof inner === 'string') return /\p{L}/u.test(inner) ? [{ path: here, languages: ['default'] }] : [];
    return isJsonObject(inner) ? [{ path: here, languages: Object.keys(inner) }] : [];
  });
}
