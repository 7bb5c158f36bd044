import { type Queryable, recordAudit } from '@canvass/database';
import type { Request } from 'express';
import { z } from 'zod';
import { type Principal, toActor, toActorName } from '../auth/principal.ts';
import type { AuditSpec } from '../contract/route-spec.ts';

/** How what a handler's transaction answers says what it was about. */
const Subject = z.object({
  id: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
});

/** The work of a change, with its entry in the audit log in the same transaction. */
export function audited<Result>(
  work: (db: Queryable) => Promise<Result>,
  { action, keep = [] }: AuditSpec,
  principal: Principal,
  request: Pick<Request, 'params' | 'body'>,
): (db: Queryable) => Promise<Result> {
  return async (db) => {
    const result = await work(db);
    const subject = Subject.safeParse(result).data;
    const [named] = Object.values(request.params).flat();
    await recordAudit(db, principal.workspaceId, {
      actor: toActor(principal),
      actorName: toActorName(principal),
      action,
      subjectId: subject?.id ?? named ?? null,
      subjectName: subject?.name ?? subject?.email ?? null,
      detail: kept(request.body, keep),
    });
    return result;
  };
}

function kept(body: unknown, keys: readonly string[]): Record<string, unknown> | null {
  const given = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  const entries = keys.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]] as const]));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
