/** The two addresses that a message carries. */
export interface Links {
  survey: string;
  optOut: string;
}

export function linksOf(surveyUrl: string, token: string): Links {
  const base = surveyUrl.replace(/\/$/, '');
  return { survey: `${base}/s/${token}`, optOut: `${base}/o/${token}` };
}
