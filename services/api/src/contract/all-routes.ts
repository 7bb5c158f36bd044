import { auditLogContract } from './audit-log.ts';
import { contactsContract } from './contacts.ts';
import { distributionsContract } from './distributions.ts';
import { errorCodesContract } from './error-codes.ts';
import { eventSourceHealthContract } from './event-source-health.ts';
import { eventSourceTestsContract } from './event-source-tests.ts';
import { eventSourcesContract } from './event-sources.ts';
import { failureNoticesContract } from './failure-notices.ts';
import { operationsContract } from './operations.ts';
import { runConditionsContract } from './run-conditions.ts';
import { runViewsContract } from './run-views.ts';
import { runsContract } from './runs.ts';
import { salesforceSetupContract } from './salesforce-setup.ts';
import { searchContract } from './search.ts';
import { surveysContract } from './surveys.ts';
import { joinContract, teamContract } from './team.ts';
import { testRunsContract } from './test-runs.ts';
import { unknownDeliveriesContract } from './unknown-deliveries.ts';
import { webhooksContract } from './webhooks.ts';
import { workflowDraftsContract } from './workflow-drafts.ts';
import { workflowFilesContract } from './workflow-files.ts';
import { workflowSharingContract } from './workflow-sharing.ts';
import { workflowsContract } from './workflows.ts';
import { workspaceContract } from './workspace.ts';

/** Every operation of API v1 by its operation id. */
export const allRoutes = {
  ...workspaceContract,
  ...searchContract,
  ...teamContract,
  ...joinContract,
  ...auditLogContract,
  ...eventSourcesContract,
  ...eventSourceHealthContract,
  ...eventSourceTestsContract,
  ...salesforceSetupContract,
  ...workflowsContract,
  ...workflowDraftsContract,
  ...testRunsContract,
  ...workflowSharingContract,
  ...failureNoticesContract,
  ...workflowFilesContract,
  ...runsContract,
  ...operationsContract,
  ...runViewsContract,
  ...runConditionsContract,
  ...contactsContract,
  ...surveysContract,
  ...distributionsContract,
  ...unknownDeliveriesContract,
  ...webhooksContract,
  ...errorCodesContract,
};
