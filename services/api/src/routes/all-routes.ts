import type { Route } from '../http/route.ts';
import { contactRoutes } from './contacts.ts';
import { distributionRoutes } from './distributions.ts';
import { errorCodeRoutes } from './error-codes.ts';
import { eventSourceHealthRoutes } from './event-source-health.ts';
import { eventSourceRoutes } from './event-sources.ts';
import { mailingListRoutes } from './mailing-lists.ts';
import { runRoutes } from './runs.ts';
import { salesforceSetupRoutes } from './salesforce-setup.ts';
import { surveyRoutes } from './surveys.ts';
import { workflowDraftRoutes } from './workflow-drafts.ts';
import { workflowRoutes } from './workflows.ts';
import { workspaceRoutes } from './workspace.ts';

export const routes: readonly Route[] = [
  ...workspaceRoutes,
  ...eventSourceRoutes,
  ...eventSourceHealthRoutes,
  ...salesforceSetupRoutes,
  ...workflowRoutes,
  ...workflowDraftRoutes,
  ...runRoutes,
  ...contactRoutes,
  ...mailingListRoutes,
  ...surveyRoutes,
  ...distributionRoutes,
  ...errorCodeRoutes,
];
