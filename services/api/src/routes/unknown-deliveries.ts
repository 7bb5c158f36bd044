import { findUnknownDeliveryRule, setUnknownDeliveryRule } from '@canvass/database';
import { unknownDeliveriesContract } from '../contract/unknown-deliveries.ts';
import { route } from '../http/route.ts';

export const unknownDeliveryRoutes = [
  route(unknownDeliveriesContract.getUnknownDeliveryRule, (_request, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => findUnknownDeliveryRule(db, workspaceId)),
  ),

  route(unknownDeliveriesContract.setUnknownDeliveryRule, ({ body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      await setUnknownDeliveryRule(db, workspaceId, body);
      return findUnknownDeliveryRule(db, workspaceId);
    }),
  ),
];
