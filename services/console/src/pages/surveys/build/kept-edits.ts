import { isJson, type SurveyContents, textOf } from './survey-document.ts';

/** What was typed and not saved, kept in this tab: a reload or an ended session loses nothing. */
export function keptEdits(surveyId: string) {
  const key = `canvass.survey.${surveyId}`;
  return {
    /** Only what was typed on top of this very state of the draft. */
    read(updatedAt: string): SurveyContents | null {
      try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
        return isJson(kept) && kept.updatedAt === updatedAt ? toContents(kept.contents) : null;
      } catch {
        return null;
      }
    },
    keep(updatedAt: string, contents: SurveyContents): void {
      try {
        sessionStorage.setItem(key, JSON.stringify({ updatedAt, contents }));
      } catch {
        // The tab's store is full: leaving the page asks all the same.
      }
    },
    forget: () => sessionStorage.removeItem(key),
  };
}

function toContents(value: unknown): SurveyContents | null {
  if (!isJson(value) || !isJson(value.definition) || !isJson(value.flow)) return null;
  const fields = Array.isArray(value.flow.embeddedData) ? value.flow.embeddedData.filter(isJson) : [];
  return {
    name: textOf(value.name),
    definition: value.definition,
    flow: { embeddedData: fields.map(({ name }) => ({ name: textOf(name) })) },
  };
}
