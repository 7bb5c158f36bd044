/** A workflow's mistakes by code. Empty in English: the API's own words are English. */
export const workflowProblems: Record<string, (about: Record<string, string>) => { sentence: string; mend: string }> =
  {};
