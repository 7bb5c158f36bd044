import { z } from 'zod';
import { auditActions } from './audit-actions.ts';
import { Instant, oneOrMore, pageOf, pageQuery, queryInstant } from './common.ts';
import { defineRoute } from './route-spec.ts';

export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    actor: z
      .string()
      .describe('`user:<id>`, `api-key:<id>`, or `rule`: the workspace’s own, for deliveries of unknown fate'),
    actorName: z.string().describe('As it was then'),
    action: z.string(),
    subjectId: z.string().nullable(),
    subjectName: z.string().nullable().describe('As it was then'),
    detail: z.record(z.string(), z.unknown()).nullable().describe('What was changed, where the action has more to say'),
  })
  .meta({ id: 'AuditEntry' });

const filters = {
  action: oneOrMore(auditActions),
  actor: z.string().max(300).optional(),
  subjectId: z.string().max(300).optional(),
  after: queryInstant,
  before: queryInstant,
};

export const auditLogContract = {
  listAuditEntries: defineRoute({
    method: 'get',
    path: '/audit-log',
    tag: 'Audit log',
    summary: 'List who changed what, newest first',
    needs: 'administer',
    query: z.strictObject({ ...pageQuery, ...filters }),
    reply: pageOf(AuditEntry),
  }),
};
