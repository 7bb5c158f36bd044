import type { WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';

/** What happened since the start of today and in each of the last 24 hours. */
export interface Activity24h {
  since: Date;
  notifications: number;
  sent: number;
  answers: number;
  /** True = a count stopped at its bound. */
  capped: boolean;
  hours: { at: Date; notifications: number; sent: number; answers: number }[];
}

const mostCounted = 100_000;
const hourMs = 3_600_000;

/** Looks at the newest 100,000 rows of each kind at most, found by the time in their ids. */
export async function summariseActivity(db: Queryable, workspaceId: WorkspaceId, now: Date): Promise<Activity24h> {
  const { rows: starts } = await db.query<{ since: Date }>(
    `select date_trunc('day', $2::timestamptz, time_zone) as since from workspaces where id = $1`,
    [workspaceId, now],
  );
  const since = starts[0]?.since ?? now;
  const firstHour = new Date(Math.floor(now.getTime() / hourMs) * hourMs - 23 * hourMs);
  const from = since < firstHour ? since : firstHour;
  const count = async (table: string, at: string, idBound: Date) => {
    const { rows } = await db.query<{ hour: Date; all: number; today: number }>(
      `select date_trunc('hour', at, 'UTC') as hour, count(*) as "all", count(*) filter (where at >= $3) as today
         from (select ${at} as at from ${table}
                where workspace_id = $1 and id >= $4 and ${at} >= $2 order by id desc limit $5) as newest
        group by 1`,
      [workspaceId, from, since, firstIdAt(idBound), mostCounted],
    );
    return rows;
  };
  const dayBefore = new Date(from.getTime() - 24 * hourMs); // made up to a day before it was sent, or answered
  const [notifications, sent, answers] = [
    await count('notifications', 'received_at', from),
    await count('deliveries', 'sent_at', dayBefore),
    await count('responses', 'finished_at', dayBefore),
  ];
  const today = (rows: readonly { today: number }[]) => rows.reduce((sum, row) => sum + row.today, 0);
  const inHour = (rows: readonly { hour: Date; all: number }[], at: Date) =>
    rows.find((row) => row.hour.getTime() === at.getTime())?.all ?? 0;
  return {
    since,
    notifications: today(notifications),
    sent: today(sent),
    answers: today(answers),
    capped: [notifications, sent, answers].some((rows) => rows.reduce((sum, row) => sum + row.all, 0) >= mostCounted),
    hours: Array.from({ length: 24 }, (_, index) => new Date(firstHour.getTime() + index * hourMs)).map((at) => ({
      at,
      notifications: inHour(notifications, at),
      sent: inHour(sent, at),
      answers: inHour(answers, at),
    })),
  };
}

export interface FirstSteps {
  eventSourceConnected: boolean;
  surveyPublished: boolean;
  workflowOn: boolean;
}

export async function findFirstSteps(db: Queryable, workspaceId: WorkspaceId): Promise<FirstSteps> {
  const { rows } = await db.query<FirstSteps>(
    `select exists (select from event_sources where workspace_id = $1 and first_message_at is not null)
              as "eventSourceConnected",
            exists (select from surveys where workspace_id = $1 and published_version is not null) as "surveyPublished",
            exists (select from workflows where workspace_id = $1 and status = 'on') as "workflowOn"`,
    [workspaceId],
  );
  return rows[0] ?? { eventSourceConnected: false, surveyPublished: false, workflowOn: false };
}
