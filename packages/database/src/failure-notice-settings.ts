import type { WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** Who is told of a workflow's failures; nobody where both lists are empty. */
export interface FailureNoticeSettings {
  /** Users; those who are no members any more are told nothing. */
  memberIds: string[];
  addresses: string[];
  fromAddress: string;
  intervalMinutes: number;
}

/** Null where nobody has set anything. */
export async function findFailureNoticeSettings(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
): Promise<FailureNoticeSettings | null> {
  const { rows } = await db.query<FailureNoticeSettings>(
    `select member_ids as "memberIds", addresses, from_address as "fromAddress", interval_minutes as "intervalMinutes"
       from failure_notice_settings where workspace_id = $1 and workflow_id = $2`,
    [workspaceId, workflowId],
  );
  return rows[0] ?? null;
}

/** Sets who is told. Where nobody was told before, only of what fails from now on. */
export async function setFailureNotices(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowId: WorkflowId,
  settings: FailureNoticeSettings,
): Promise<void> {
  await db.query(
    `insert into failure_notice_settings as s (workspace_id, workflow_id, member_ids, addresses, from_address, interval_minutes)
     values ($1, $2, $3, $4, $5, $6)
         on conflict (workflow_id) do update
        set member_ids = excluded.member_ids, addresses = excluded.addresses, from_address = excluded.from_address,
            interval_minutes = excluded.interval_minutes,
            told_until = case when s.member_ids = '{}' and s.addresses = '{}' then now() else s.told_until end,
            quiet_until = least(s.quiet_until, now() + excluded.interval_minutes * interval '1 minute')
      where s.workspace_id = $1`,
    [workspaceId, workflowId, settings.memberIds, settings.addresses, settings.fromAddress, settings.intervalMinutes],
  );
}
