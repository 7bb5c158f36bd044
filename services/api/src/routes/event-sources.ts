import {
  createEventSource,
  disableEventSource,
  type EventSourceReport,
  enableEventSource,
  findEventSource,
  findNotification,
  findRejection,
  listEventSources,
  listNotifications,
  listRejections,
  pinObjectType,
  type Queryable,
  removeEventSourceFields,
  renameEventSource,
  replaceEventSourceSecret,
  rotateEventSource,
  setAllowedNetworks,
  setCertificate,
  setEventPointers,
  setEventSourceFields,
} from '@canvass/database';
import { type EventSourceId, findSilentFields, toSalesforceId18 } from '@canvass/domain';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { eventSourcesContract } from '../contract/event-sources.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { endpointUrl } from './endpoint-url.ts';

export const eventSourceRoutes = [
  route(eventSourcesContract.listEventSources, async ({ query }, { workspaceId, inWorkspace, services }) => {
    const filter = { statuses: query.status };
    const page = await inWorkspace((db) => listEventSources(db, workspaceId, filter, pageRequest(query)));
    return toList({ ...page, rows: page.rows.map((source) => withUrl(source, services.urls.ingress)) });
  }),

  route(eventSourcesContract.createEventSource, ({ body }, { workspaceId, inWorkspace, services }) =>
    inWorkspace(async (db) => {
      const id = await createEventSource(db, workspaceId, {
        name: body.name,
        kind: body.kind,
        organizationId: body.organizationId === undefined ? null : toSalesforceId18(body.organizationId),
        objectType: body.objectType ?? null,
      });
      const secret =
        body.kind === 'json' ? await replaceEventSourceSecret(db, workspaceId, id, body.scheme ?? 'bearer', 0) : null;
      return { ...withUrl(found(await findEventSource(db, workspaceId, id)), services.urls.ingress), secret };
    }),
  ),

  route(eventSourcesContract.getEventSource, async ({ params }, { workspaceId, inWorkspace, services }) => {
    const source = await inWorkspace((db) => findEventSource(db, workspaceId, params.eventSourceId));
    return withUrl(found(source), services.urls.ingress);
  }),

  route(eventSourcesContract.updateEventSource, ({ params, body }, context) =>
    change(context, params.eventSourceId, async (db) => {
      if (body.name !== undefined) await renameEventSource(db, context.workspaceId, params.eventSourceId, body.name);
      if (
        body.objectType !== undefined &&
        !(await pinObjectType(db, context.workspaceId, params.eventSourceId, body.objectType))
      ) {
        const place = { pointer: '/objectType', message: 'The event source is pinned to another object.' };
        throw new ProblemError('invalid-request', { places: [place] });
      }
      if (body.keyPointer !== undefined || body.recordPointer !== undefined) {
        needsJson(await findEventSource(db, context.workspaceId, params.eventSourceId));
        await setEventPointers(db, context.workspaceId, params.eventSourceId, body);
      }
      const { allowedNetworks, certificate } = body;
      if (allowedNetworks !== undefined) {
        await setAllowedNetworks(db, context.workspaceId, params.eventSourceId, allowedNetworks);
      }
      if (certificate !== undefined) await setCertificate(db, context.workspaceId, params.eventSourceId, certificate);
      if (body.removedFields) {
        await removeEventSourceFields(db, context.workspaceId, params.eventSourceId, body.removedFields);
      }
      if (body.fields) await setEventSourceFields(db, context.workspaceId, params.eventSourceId, body.fields);
    }),
  ),

  route(eventSourcesContract.disableEventSource, ({ params }, context) =>
    change(context, params.eventSourceId, (db) => disableEventSource(db, context.workspaceId, params.eventSourceId)),
  ),

  route(eventSourcesContract.enableEventSource, ({ params }, context) =>
    change(context, params.eventSourceId, (db) => enableEventSource(db, context.workspaceId, params.eventSourceId)),
  ),

  route(eventSourcesContract.rotateEventSource, ({ params, body }, context) =>
    change(context, params.eventSourceId, (db) =>
      rotateEventSource(db, context.workspaceId, params.eventSourceId, body.overlapHours),
    ),
  ),

  route(eventSourcesContract.replaceEventSourceSecret, async ({ params, body }, context) => {
    const { workspaceId } = context;
    let secret: string | null = null;
    const source = await change(context, params.eventSourceId, async (db) => {
      needsJson(await findEventSource(db, workspaceId, params.eventSourceId));
      const { scheme, overlapHours } = body;
      secret = await replaceEventSourceSecret(db, workspaceId, params.eventSourceId, scheme, overlapHours);
    });
    return { ...source, secret };
  }),

  route(eventSourcesContract.listRejections, async ({ query }, { workspaceId, inWorkspace }) =>
    toList(await inWorkspace((db) => listRejections(db, workspaceId, query, pageRequest(query)))),
  ),

  route(eventSourcesContract.getRejection, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findRejection(db, workspaceId, params.rejectionId))),
  ),

  route(eventSourcesContract.listNotifications, async ({ query }, { workspaceId, inWorkspace, principal }) =>
    toList(
      await inWorkspace(async (db) => {
        const filter = { ...query, hiddenWorkflows: await hiddenWorkflows(db, principal) };
        return listNotifications(db, workspaceId, filter, pageRequest(query));
      }),
    ),
  ),

  route(eventSourcesContract.getNotification, ({ params }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const hidden = await hiddenWorkflows(db, principal);
      return found(await findNotification(db, workspaceId, params.notificationId, hidden));
    }),
  ),
];

function needsJson(source: EventSourceReport | null): void {
  if (source?.kind === 'json') return;
  const place = {
    pointer: '',
    message: 'This is for event sources of the kind json; outbound messages have no secret.',
  };
  throw new ProblemError('invalid-request', { places: [place] });
}

/** Changes an event source that the workspace has, and answers it as it is then. */
async function change(
  { workspaceId, inWorkspace, services }: RequestContext,
  id: EventSourceId,
  work: (db: Queryable) => Promise<void>,
) {
  const changed = await inWorkspace(async (db) => {
    found(await findEventSource(db, workspaceId, id));
    await work(db);
    return found(await findEventSource(db, workspaceId, id));
  });
  services.announcer.changed(workspaceId, 'event-sources');
  return withUrl(changed, services.urls.ingress);
}

function withUrl({ token, ...source }: EventSourceReport, ingressUrl: string) {
  const sightings = new Map(source.fields.map((field) => [field.name, field.lastSeenAt]));
  const silent = findSilentFields(sightings, source.lastMessageAt);
  return {
    ...source,
    fields: source.fields.map((field) => ({ ...field, silentSince: silent.get(field.name) ?? null })),
    url: endpointUrl(ingressUrl, token),
  };
}
