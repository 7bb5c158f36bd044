import type { OpenRoute, Route } from '../http/route.ts';
import { auditLogRoutes } from './audit-log.ts';
import { contactRoutes } from './contacts.ts';
import { distributionRoutes } from './distributions.ts';
import { errorCodeRoutes } from './error-codes.ts';
import { eventSourceHealthRoutes } from './event-source-health.ts';
import { eventSourceTestRoutes } from './event-source-tests.ts';
import { eventSourceRoutes } from './event-sources.ts';
import { failureNoticesRoutes } from './failure-notices.ts';
import { joinRoutes } from './join.ts';
import { mailingListRoutes } from './mailing-lists.ts';
import { operationRoutes } from './operations.ts';
import { runConditionRoutes } from './run-conditions.ts';
import { runExportRoutes } from './run-exports.ts';
import { runViewRoutes } from './run-views.ts';
import { runRoutes } from './runs.ts';
import { salesforceSetupRoutes } from './salesforce-setup.ts';
import { searchRoutes } from './search.ts';
import { surveyRoutes } from './surveys.ts';
import { teamRoutes } from './team.ts';
import { testMessageRoutes } from './test-messages.ts';
import { testRunRoutes } from './test-runs.ts';
import { unknownDeliveryRoutes } from './unknown-deliveries.ts';
import { webhookRoutes } from './webhooks.ts';
import { workflowDraftRoutes } from './workflow-drafts.ts';
import { workflowFileRoutes } from './workflow-files.ts';
import { workflowSharingRoutes } from './workflow-sharing.ts';
import { workflowRoutes } from './workflows.ts';
import { workspaceRoutes } from './workspace.ts';

export const routes: readonly (Route | OpenRoute)[] = [
  ...workspaceRoutes,
  ...searchRoutes,
  ...teamRoutes,
  ...joinRoutes,
  ...auditLogRoutes,
  ...eventSourceRoutes,
  ...eventSourceHealthRoutes,
  ...eventSourceTestRoutes,
  ...salesforceSetupRoutes,
  ...workflowRoutes,
  ...workflowDraftRoutes,
  ...testRunRoutes,
  ...testMessageRoutes,
  ...workflowSharingRoutes,
  ...failureNoticesRoutes,
  ...workflowFileRoutes,
  ...runExportRoutes,
  ...runRoutes,
  ...operationRoutes,
  ...runViewRoutes,
  ...runConditionRoutes,
  ...contactRoutes,
  ...mailingListRoutes,
  ...surveyRoutes,
  ...distributionRoutes,
  ...unknownDeliveryRoutes,
  ...webhookRoutes,
  ...errorCodeRoutes,
];
