import { auditLog } from './fr/audit-log.ts';
import { builder } from './fr/builder.ts';
import { causes } from './fr/causes.ts';
import { common, errors, keys, search, shell, signIn } from './fr/common.ts';
import { contacts } from './fr/contacts.ts';
import { distributions } from './fr/distributions.ts';
import { errorPages } from './fr/error-pages.ts';
import { eventSources, rejections } from './fr/event-sources.ts';
import { failures } from './fr/failures.ts';
import { home } from './fr/home.ts';
import { jsonEvents } from './fr/json-events.ts';
import { moving } from './fr/moving.ts';
import { notices } from './fr/notices.ts';
import { operations } from './fr/operations.ts';
import { runs } from './fr/runs.ts';
import { salesforceSetup } from './fr/salesforce-setup.ts';
import { settings } from './fr/settings.ts';
import { sharing } from './fr/sharing.ts';
import { statuses } from './fr/statuses.ts';
import { build, surveyProblems } from './fr/survey-build.ts';
import { surveys } from './fr/surveys.ts';
import { join, profile, team } from './fr/team.ts';
import { testMessages } from './fr/test-messages.ts';
import { testRun } from './fr/test-run.ts';
import { unknownDeliveries } from './fr/unknown-deliveries.ts';
import { webhooks } from './fr/webhooks.ts';
import { workflowProblems } from './fr/workflow-problems.ts';
import { workflows } from './fr/workflows.ts';
import type { Catalogue } from './text.tsx';

export const fr: Catalogue = {
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
