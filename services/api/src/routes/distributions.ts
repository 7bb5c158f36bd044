import {
  type DeliveryReport,
  findDelivery,
  findDistribution,
  listDeliveries,
  listDistributions,
} from '@canvass/database';
import { TaskRunId } from '@canvass/domain';
import { offerDueWork, resolveUnknownDelivery } from '@canvass/runs';
import { toActor } from '../auth/principal.ts';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { distributionsContract } from '../contract/distributions.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { explain } from './failure.ts';

const describe = (delivery: DeliveryReport) => ({ ...delivery, error: explain(delivery.error) });

export const distributionRoutes = [
  route(distributionsContract.listDistributions, async ({ query }, { workspaceId, inWorkspace, principal }) =>
    toList(
      await inWorkspace(async (db) => {
        const filter = { ...query, hiddenWorkflows: await hiddenWorkflows(db, principal) };
        return listDistributions(db, workspaceId, filter, pageRequest(query));
      }),
    ),
  ),

  route(distributionsContract.getDistribution, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findDistribution(db, workspaceId, params.distributionId))),
  ),

  route(distributionsContract.listDistributionDeliveries, async ({ params, query }, { workspaceId, inWorkspace }) => {
    const page = await inWorkspace(async (db) => {
      found(await findDistribution(db, workspaceId, params.distributionId));
      // Who may see the distribution may see all of it: a distribution is of one workflow.
      const filter = { distributionId: params.distributionId, statuses: query.status, hiddenWorkflows: [] };
      return listDeliveries(db, workspaceId, filter, pageRequest(query));
    });
    return toList({ ...page, rows: page.rows.map(describe) });
  }),

  route(distributionsContract.listDeliveries, async ({ query }, { workspaceId, inWorkspace, principal }) => {
    const { status, ...filter } = query;
    const page = await inWorkspace(async (db) => {
      const shown = { ...filter, statuses: status, hiddenWorkflows: await hiddenWorkflows(db, principal) };
      return listDeliveries(db, workspaceId, shown, pageRequest(query));
    });
    return toList({ ...page, rows: page.rows.map(describe) });
  }),

  route(distributionsContract.getDelivery, async ({ params }, { workspaceId, inWorkspace }) =>
    describe(found(await inWorkspace((db) => findDelivery(db, workspaceId, params.deliveryId)))),
  ),

  route(distributionsContract.resolveDelivery, async ({ params, body }, context) => {
    const { workspaceId, inWorkspace, services, principal } = context;
    const { due, delivery } = await inWorkspace(async (db) => {
      const { deliveryId } = params;
      const { runId, taskRunId, status } = found(await findDelivery(db, workspaceId, deliveryId));
      const detail = { resolvedBy: toActor(principal) };
      const unknown = { deliveryId, runId, taskRunId: TaskRunId.parse(taskRunId) };
      const due = await resolveUnknownDelivery(db, workspaceId, unknown, { as: body.as, detail });
      if (due === null) throw new ProblemError('conflict', { detail: `The delivery is ${status}.` });
      return { due, delivery: found(await findDelivery(db, workspaceId, deliveryId)) };
    });
    await offerDueWork(services.producer, workspaceId, due);
    services.announcer.changed(workspaceId, 'deliveries', 'runs');
    return describe(delivery);
  }),
];
