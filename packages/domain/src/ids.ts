import { z } from 'zod';

/** Our own ids are UUIDs (version 7, so that they sort by time of creation), branded so that they can't be swapped. */
const uuid = <Name extends string>() => z.uuid().brand<Name>();

export const WorkspaceId = uuid<'WorkspaceId'>();
export const EventSourceId = uuid<'EventSourceId'>();
export const RejectionId = uuid<'RejectionId'>();
export const MessageId = uuid<'MessageId'>();
export const NotificationId = uuid<'NotificationId'>();
export const WorkflowId = uuid<'WorkflowId'>();
export const RevisionId = uuid<'RevisionId'>();
export const RunId = uuid<'RunId'>();
export const TaskRunId = uuid<'TaskRunId'>();
export const ContactId = uuid<'ContactId'>();
export const MailingListId = uuid<'MailingListId'>();
export const TransactionId = uuid<'TransactionId'>();
export const SurveyId = uuid<'SurveyId'>();
export const InvitationId = uuid<'InvitationId'>();
export const DistributionId = uuid<'DistributionId'>();
export const DeliveryId = uuid<'DeliveryId'>();
export const ResponseId = uuid<'ResponseId'>();
export const ApiKeyId = uuid<'ApiKeyId'>();
export const MemberInviteId = uuid<'MemberInviteId'>();
export const AuditEntryId = uuid<'AuditEntryId'>();

export type WorkspaceId = z.output<typeof WorkspaceId>;
export type EventSourceId = z.output<typeof EventSourceId>;
export type RejectionId = z.output<typeof RejectionId>;
export type MessageId = z.output<typeof MessageId>;
export type NotificationId = z.output<typeof NotificationId>;
export type WorkflowId = z.output<typeof WorkflowId>;
export type RevisionId = z.output<typeof RevisionId>;
export type RunId = z.output<typeof RunId>;
export type TaskRunId = z.output<typeof TaskRunId>;
export type ContactId = z.output<typeof ContactId>;
export type MailingListId = z.output<typeof MailingListId>;
export type TransactionId = z.output<typeof TransactionId>;
export type SurveyId = z.output<typeof SurveyId>;
export type InvitationId = z.output<typeof InvitationId>;
export type DistributionId = z.output<typeof DistributionId>;
export type DeliveryId = z.output<typeof DeliveryId>;
export type ResponseId = z.output<typeof ResponseId>;
export type ApiKeyId = z.output<typeof ApiKeyId>;
export type MemberInviteId = z.output<typeof MemberInviteId>;
export type AuditEntryId = z.output<typeof AuditEntryId>;
