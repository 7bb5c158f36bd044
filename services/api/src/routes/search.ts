import {
  findContact,
  findDelivery,
  findNamedThings,
  findRun,
  listContacts,
  listRuns,
  type Queryable,
  type RunReport,
} from '@canvass/database';
import { ContactId, DeliveryId, isSalesforceId, RunId } from '@canvass/domain';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { type SearchHit, searchContract } from '../contract/search.ts';
import { route } from '../http/route.ts';

type Hit = z.input<typeof SearchHit>;

const fewOfEach = { limit: 5, after: null };

export const searchRoutes = [
  route(searchContract.search, ({ query: { query } }, { principal, inWorkspace }) =>
    inWorkspace(async (db) => {
      const hidden = await hiddenWorkflows(db, principal);
      return {
        hits: [
          ...(await runsOf(db, principal, hidden, query)),
          ...(await deliveriesOf(db, principal, hidden, query)),
          ...(await contactsOf(db, principal, query)),
          ...(await namedBy(db, principal, hidden, query)),
        ],
      };
    }),
  ),
];

type Hidden = Awaited<ReturnType<typeof hiddenWorkflows>>;

async function runsOf(db: Queryable, { workspaceId }: Principal, hidden: Hidden, text: string): Promise<Hit[]> {
  const id = RunId.safeParse(text);
  const run = id.success ? await findRun(db, workspaceId, id.data) : null;
  const found = run === null || hidden.includes(run.workflowId) ? [] : [run];
  const filter = runFilter(text);
  const { rows } =
    filter === null ? { rows: [] } : await listRuns(db, workspaceId, { ...filter, hiddenWorkflows: hidden }, fewOfEach);
  return [...found, ...rows].map(toRunHit);
}

/** A trace id is 32 hexadecimal digits; it finds the runs of its message. */
function runFilter(text: string): { recordId: string } | { traceId: string } | null {
  if (/^[0-9a-f]{32}$/i.test(text)) return { traceId: text.toLowerCase() };
  return isSalesforceId(text) ? { recordId: text } : null;
}

function toRunHit({ id, recordId, objectType, workflowName, status, receivedAt }: RunReport): Hit {
  return { kind: 'run', id, recordId, objectType, workflowName, status, receivedAt };
}

async function deliveriesOf(db: Queryable, { workspaceId }: Principal, hidden: Hidden, text: string): Promise<Hit[]> {
  const id = DeliveryId.safeParse(text);
  const delivery = id.success ? await findDelivery(db, workspaceId, id.data) : null;
  if (delivery === null || hidden.includes(delivery.workflowId)) return [];
  return [{ kind: 'delivery', id: delivery.id, to: delivery.to, channel: delivery.channel, status: delivery.status }];
}

async function contactsOf(db: Queryable, { workspaceId }: Principal, text: string): Promise<Hit[]> {
  const id = ContactId.safeParse(text);
  const contact = id.success ? await findContact(db, workspaceId, id.data) : null;
  const contacts =
    contact === null ? (await listContacts(db, workspaceId, { search: text }, fewOfEach)).rows : [contact];
  return contacts.map(({ id, firstName, lastName, email, phone, externalReference }) => ({
    ...{ kind: 'contact', id, firstName, lastName, email, phone, externalReference },
  }));
}

function namedBy(db: Queryable, { workspaceId }: Principal, hidden: Hidden, text: string): Promise<Hit[]> {
  const id = z.uuid().safeParse(text);
  return findNamedThings(db, workspaceId, {
    ...{ text, id: id.success ? id.data : null, hiddenWorkflows: hidden, limit: fewOfEach.limit },
  });
}
