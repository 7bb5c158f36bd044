export const surveyTabs = ['build', 'preview', 'flow', 'results'] as const;
export type SurveyTab = (typeof surveyTabs)[number];

export interface SurveySearch {
  tab?: SurveyTab;
}

export function parseSurveySearch(search: Record<string, unknown>): SurveySearch {
  const tab = surveyTabs.find((one) => one === search.tab);
  return tab ? { tab } : {};
}
