import { contactsContract } from './contacts.ts';
import { distributionsContract } from './distributions.ts';
import { eventSourcesContract } from './event-sources.ts';
import { runsContract } from './runs.ts';
import { surveysContract } from './surveys.ts';
import { workflowDraftsContract } from './workflow-drafts.ts';
import { workflowsContract } from './workflows.ts';
import { workspaceContract } from './workspace.ts';

/** Every operation of API v1 by its operation id. */
export const allRoutes = {
  ...workspaceContract,
  ...eventSourcesContract,
  ...workflowsContract,
  ...workflowDraftsContract,
  ...runsContract,
  ...contactsContract,
  ...surveysContract,
  ...distributionsContract,
};
