/** The SurveyJS elements that the respondent's page can show. */
export const surveyElementTypes = [
  'text',
  'comment',
  'radiogroup',
  'buttongroup',
  'dropdown',
  'checkbox',
  'tagbox',
  'rating',
  'boolean',
  'matrix',
  'html',
  'image',
  'expression',
  'panel',
] as const;
