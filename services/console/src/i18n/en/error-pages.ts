/** The pages that explain each error code. */
export const errorPages = {
  title: 'Error codes',
  what: 'the error codes',
  text: 'Every failure has a code that never changes its meaning. Look one up here, or follow the link on a failed step.',
  whatHappened: 'What happened',
  cause: 'Why',
  mend: 'What to do',
  qualtrics: 'In Qualtrics',
  status: 'HTTP status',
  unknown: (code: string) => `There is no error code “${code}”.`,
  explain: 'What does this code mean?',
  areas: {
    contact: 'Contact tasks',
    survey: 'Survey tasks',
    provider: 'E-mail and SMS providers',
    run: 'Runs',
    webhook: 'Webhooks',
    api: 'Answers of the API',
    other: 'Others',
  },
};

/** The cause by error code. Empty in English: the API's own words are English. */
export const causes: Record<string, string> = {};
