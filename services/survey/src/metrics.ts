import { Counter } from 'prom-client';

export type PageOutcome =
  | 'shown'
  | 'saved'
  | 'invalid'
  | 'finished'
  | 'thanked'
  | 'already-answered'
  | 'not-found'
  | 'expired'
  | 'revoked'
  | 'paused'
  | 'closed'
  | 'preview'
  | 'opt-out-shown'
  | 'opted-out'
  | 'opted-in'
  | 'too-large'
  | 'unavailable'
  | 'failed';

/** What became of each request for a page. */
export const pagesTotal = new Counter({
  name: 'canvass_survey_pages_total',
  help: 'Pages answered to respondents, by outcome',
  labelNames: ['outcome'] as const,
});

export function countPage(outcome: PageOutcome): void {
  pagesTotal.inc({ outcome });
}
