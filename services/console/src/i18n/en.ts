import { auditLog } from './en/audit-log.ts';
import { builder } from './en/builder.ts';
import { common, errors, keys, search, shell, signIn } from './en/common.ts';
import { contacts } from './en/contacts.ts';
import { distributions } from './en/distributions.ts';
import { causes, errorPages } from './en/error-pages.ts';
import { eventSources, rejections } from './en/event-sources.ts';
import { home } from './en/home.ts';
import { jsonEvents } from './en/json-events.ts';
import { moving } from './en/moving.ts';
import { notices } from './en/notices.ts';
import { operations } from './en/operations.ts';
import { runs } from './en/runs.ts';
import { salesforceSetup } from './en/salesforce-setup.ts';
import { settings } from './en/settings.ts';
import { sharing } from './en/sharing.ts';
import { statuses } from './en/statuses.ts';
import { build, surveyProblems } from './en/survey-build.ts';
import { surveys } from './en/surveys.ts';
import { join, profile, team } from './en/team.ts';
import { testMessages } from './en/test-messages.ts';
import { testRun } from './en/test-run.ts';
import { unknownDeliveries } from './en/unknown-deliveries.ts';
import { webhooks } from './en/webhooks.ts';
import { workflowProblems } from './en/workflow-problems.ts';
import { workflows } from './en/workflows.ts';

/** Sentence and remedy by error code. Empty in English: the API's own words are English. */
const failures: Record<string, { sentence: string; remedy: string }> = {};

export const en = {
  builder,
  common,
  contacts,
  distributions,
  causes,
  errorPages,
  errors,
  eventSources,
  failures,
  auditLog,
  unknownDeliveries,
  home,
  jsonEvents,
  join,
  keys,
  notices,
  operations,
  moving,
  profile,
  rejections,
  runs,
  salesforceSetup,
  search,
  settings,
  sharing,
  shell,
  signIn,
  statuses,
  build,
  surveyProblems,
  surveys,
  webhooks,
  testMessages,
  testRun,
  team,
  workflowProblems,
  workflows,
};
