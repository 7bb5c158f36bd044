import { listAuditEntries } from '@canvass/database';
import { auditLogContract } from '../contract/audit-log.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { route } from '../http/route.ts';

export const auditLogRoutes = [
  route(auditLogContract.listAuditEntries, async ({ query }, { workspaceId, inWorkspace }) => {
    const { action: actions, ...filter } = query;
    return toList(
      await inWorkspace((db) => listAuditEntries(db, workspaceId, { ...filter, actions }, pageRequest(query))),
    );
  }),
];
