import { findEventSource, findEventSourceHealth } from '@canvass/database';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { eventSourceHealthContract } from '../contract/event-source-health.ts';
import { found } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { checkEventSource, checkFroms } from './event-source-checks.ts';

export const eventSourceHealthRoutes = [
  route(eventSourceHealthContract.getEventSourceHealth, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      found(await findEventSource(db, workspaceId, params.eventSourceId));
      return findEventSourceHealth(db, workspaceId, params.eventSourceId, new Date());
    }),
  ),

  route(eventSourceHealthContract.checkEventSource, async ({ params }, context) => {
    const { workspaceId, inWorkspace, services, principal } = context;
    const { checks, froms } = await inWorkspace(async (db) => {
      const source = found(await findEventSource(db, workspaceId, params.eventSourceId));
      const hidden = await hiddenWorkflows(db, principal);
      const seen = { ingressUrl: services.urls.ingress, hidden, now: new Date() };
      return checkEventSource(db, workspaceId, source, seen);
    });
    const ofSenders = await checkFroms(services.senders, froms);
    return { checks: [...checks.slice(0, -1), ofSenders, ...checks.slice(-1)] }; // before what comes of them all
  }),
];
