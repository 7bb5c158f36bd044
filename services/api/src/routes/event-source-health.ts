import { findEventSource, findEventSourceHealth } from '@canvass/database';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { eventSourceHealthContract } from '../contract/event-source-health.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { checkEventSource } from './event-source-checks.ts';

export const eventSourceHealthRoutes = [
  route(eventSourceHealthContract.getEventSourceHealth, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      found(await findEventSource(db, workspaceId, params.eventSourceId));
      return findEventSourceHealth(db, workspaceId, params.eventSourceId, new Date());
    }),
  ),

  route(eventSourceHealthContract.checkEventSource, ({ params }, { workspaceId, inWorkspace, services, principal }) =>
    inWorkspace(async (db) => {
      const source = found(await findEventSource(db, workspaceId, params.eventSourceId));
      const hidden = await hiddenWorkflows(db, principal);
      const context = { ingressUrl: services.urls.ingress, hidden, now: new Date() };
      return { checks: await checkEventSource(db, workspaceId, source, context) };
    }),
  ),
];
