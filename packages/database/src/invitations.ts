import type {
  Channel,
  ContactId,
  InvitationId,
  InvitationSnapshot,
  RunId,
  SurveyId,
  SurveyStatus,
  WorkspaceId,
} from '@canvass/domain';
import type { Pool, Queryable } from './connection.ts';
import { addressOptedOut } from './opt-outs.ts';

/** What a personal link leads to, with the state of its survey as it is now. */
export interface Invitation {
  id: InvitationId;
  surveyId: SurveyId;
  contactId: ContactId;
  runId: RunId | null;
  snapshot: InvitationSnapshot;
  language: string | null;
  expiresAt: Date;
  revokedAt: Date | null;
  traceparent: string;
  surveyStatus: SurveyStatus;
  /** Null = the survey has never been published. */
  publishedVersion: number | null;
}

/** Where a personal link leads, before the workspace is known. */
export interface InvitationAddress {
  workspaceId: WorkspaceId;
  invitationId: InvitationId;
  traceparent: string;
}

/** Whose link this is; null for a token that was never given out. Looks in all workspaces: the token is the proof. */
export async function findInvitationByToken(db: Pool, token: string): Promise<InvitationAddress | null> {
  const { rows } = await db.query<InvitationAddress>(
    'select workspace_id as "workspaceId", id as "invitationId", traceparent from invitations where token = $1',
    [token],
  );
  return rows[0] ?? null;
}

const invitationWithSurvey = `
  select i.id, i.survey_id as "surveyId", i.contact_id as "contactId", i.run_id as "runId", i.snapshot, i.language,
         i.expires_at as "expiresAt", i.revoked_at as "revokedAt", i.traceparent,
         s.status as "surveyStatus", s.published_version as "publishedVersion"
    from invitations i
    join surveys s on s.workspace_id = i.workspace_id and s.id = i.survey_id
   where i.workspace_id = $1 and i.id = $2`;

/** The invitation; null where its survey is gone. */
export async function findInvitation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: InvitationId,
): Promise<Invitation | null> {
  const { rows } = await db.query<Invitation>(invitationWithSurvey, [workspaceId, id]);
  return rows[0] ?? null;
}

/** The same, held until the transaction ends: of two posts at once (a double click, two tabs) the second waits. */
export async function lockInvitation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: InvitationId,
): Promise<Invitation | null> {
  const { rows } = await db.query<Invitation>(`${invitationWithSurvey} for update of i`, [workspaceId, id]);
  return rows[0] ?? null;
}

export interface OptOutSubject {
  contactId: ContactId;
  channel: Channel;
  /** The address at which the link arrived; null where its delivery is gone. */
  address: string | null;
  /** True when the contact, or any other one with that address, has opted out of the channel. */
  optedOut: boolean;
  language: string | null;
}

/** What an opt-out by a personal link is about: whose it is, how the link came, and in which language. */
export async function findOptOutSubject(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: InvitationId,
): Promise<OptOutSubject | null> {
  const { rows } = await db.query<OptOutSubject>(
    `select i.contact_id as "contactId", i.language, came.channel, came.address,
            case came.channel
              when 'email' then c.email_opted_out_at is not null or ${addressOptedOut('email', 'came.address')}
              else c.sms_opted_out_at is not null or ${addressOptedOut('sms', 'came.address')}
            end as "optedOut"
       from invitations i
       left join lateral (select d.channel, d.recipient as address from deliveries d
                           where d.workspace_id = $1 and d.run_id = i.run_id and d.invitation_id = i.id
                           order by d.id limit 1) as d on true
      cross join lateral (select coalesce(d.channel, 'email') as channel, d.address) as came
       left join contacts c on c.workspace_id = $1 and c.id = i.contact_id
      where i.workspace_id = $1 and i.id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
