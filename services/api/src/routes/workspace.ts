import {
  createApiKey,
  findFirstSteps,
  getWorkspace,
  listApiKeys,
  listFailingWebhooks,
  listMemberships,
  listNeeds,
  type Need,
  revokeApiKey,
  summariseActivity,
} from '@canvass/database';
import { errorCatalogue, rejectionReasons } from '@canvass/domain';
import { workspaceContract } from '../contract/workspace.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';

export const workspaceRoutes = [
  route(workspaceContract.getMe, async (_request, { principal, workspaceId, inWorkspace, services }) => {
    const { user, apiKey, role } = principal;
    const workspace = await inWorkspace((db) => getWorkspace(db, workspaceId));
    const memberships = user ? await listMemberships(services.pool, user.id) : [];
    const workspaces = memberships.map((each) => ({ id: each.workspaceId, name: each.workspaceName, role: each.role }));
    return { user, apiKey, role, workspace, workspaces };
  }),

  route(workspaceContract.getSummary, (_request, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const now = new Date();
      const activity = await summariseActivity(db, workspaceId, now);
      const needs = await listNeeds(db, workspaceId, now);
      const failingWebhooks = await listFailingWebhooks(db, workspaceId);
      const steps = await findFirstSteps(db, workspaceId);
      return { ...activity, needsYou: needs.map((need) => ({ ...need, ...wordsOf(need) })), failingWebhooks, steps };
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

function wordsOf(need: Need): { sentence: string; remedy: string } {
  const catalogue: Readonly<Record<string, { sentence: string; remedy: string }>> =
    need.kind === 'rejection' ? rejectionReasons : errorCatalogue;
  const { sentence, remedy } = catalogue[need.cause] ?? errorCatalogue['task-crashed'];
  return { sentence, remedy };
}
