import { contactsContract } from './contacts.ts';
import { distributionsContract } from './distributions.ts';
import { errorCodesContract } from './error-codes.ts';
import { eventSourceHealthContract } from './event-source-health.ts';
import { eventSourcesContract } from './event-sources.ts';
import { runsContract } from './runs.ts';
import { salesforceSetupContract } from './salesforce-setup.ts';
import { surveysContract } from './surveys.ts';
import { workflowDraftsContract } from './workflow-drafts.ts';
import { workflowsContract } from './workflows.ts';
import { workspaceContract } from './workspace.ts';

/** Every operation of API v1 by its operation id. */
export const allRoutes = {
  ...workspaceContract,
  ...eventSourcesContract,
  ...eventSourceHealthContract,
  ...salesforceSetupContract,
  ...workflowsContract,
  ...workflowDraftsContract,
  ...runsContract,
  ...contactsContract,
  ...surveysContract,
  ...distributionsContract,
  ...errorCodesContract,
};
