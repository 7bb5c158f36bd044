import {
  createApiKey,
  findFirstSteps,
  getWorkspace,
  listApiKeys,
  listFailingWebhooks,
  listMemberships,
  listNeeds,
  revokeApiKey,
  summariseActivity,
} from '@canvass/database';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { workspaceContract } from '../contract/workspace.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { needWords } from './need-words.ts';

export const workspaceRoutes = [
  route(workspaceContract.getMe, async (_request, { principal, workspaceId, inWorkspace, services }) => {
    const { user, apiKey, role } = principal;
    const workspace = await inWorkspace((db) => getWorkspace(db, workspaceId));
    const memberships = user ? await listMemberships(services.pool, user.id) : [];
    const workspaces = memberships.map((each) => ({ id: each.workspaceId, name: each.workspaceName, role: each.role }));
    return { user, apiKey, role, workspace, workspaces };
  }),

  route(workspaceContract.getSummary, (_request, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const now = new Date();
      const activity = await summariseActivity(db, workspaceId, now);
      const needs = await listNeeds(db, workspaceId, now, await hiddenWorkflows(db, principal));
      const failingWebhooks = await listFailingWebhooks(db, workspaceId);
      const steps = await findFirstSteps(db, workspaceId);
      return { ...activity, needsYou: needs.map((need) => ({ ...need, ...needWords(need) })), failingWebhooks, steps };
    }),
  ),

  route(workspaceContract.listApiKeys, async ({ query }, { workspaceId, inWorkspace }) =>
    toList(await inWorkspace((db) => listApiKeys(db, workspaceId, pageRequest(query)))),
  ),

  route(workspaceContract.createApiKey, ({ body }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => createApiKey(db, workspaceId, body.name)),
  ),

  route(workspaceContract.revokeApiKey, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => revokeApiKey(db, workspaceId, params.apiKeyId))),
  ),
];
