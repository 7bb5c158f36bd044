import { findFieldTypes, findNotification, findWorkflow, getWorkspace, type Queryable } from '@canvass/database';
import type { NotificationId, WorkflowId, WorkspaceId } from '@canvass/domain';
import { found, ProblemError } from '../http/problem-error.ts';

interface Sample {
  notificationId?: NotificationId | undefined;
  fields?: Record<string, string | null> | undefined;
}

/** The workflow with the fields that it is tried on, and how they are read. */
export async function readSample(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  { notificationId, fields }: Sample,
) {
  const workflow = found(await findWorkflow(db, workspaceId, id));
  const { eventSourceId } = workflow;
  const fieldTypes = (await findFieldTypes(db, workspaceId, [eventSourceId])).get(eventSourceId) ?? new Map();
  const { defaultCountry } = await getWorkspace(db, workspaceId);
  if (notificationId === undefined) return { workflow, event: fields ?? {}, fieldTypes, defaultCountry };
  const notification = await findNotification(db, workspaceId, notificationId, []); // its fields only
  if (notification?.eventSourceId !== eventSourceId) {
    const message = 'The workflow’s event source has no such notification.';
    throw new ProblemError('invalid-request', { places: [{ pointer: '/notificationId', message }] });
  }
  return { workflow, event: { ...notification.fields, ...fields }, fieldTypes, defaultCountry };
}
