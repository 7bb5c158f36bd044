-- The core: workspaces, the way of a notification from message to delivery, directory, surveys, responses.
-- Ids are UUID version 7 made by the application, so that they sort by time. Rows of work carry a status, `due_at`
-- (when the work should be done) and `enqueued_at` (when a job was last put into a queue for it): the row is the
-- record, the job a hint. Tables at the foot of the hot path have no foreign keys to each other.

create table workspaces (
  id uuid primary key,
  name text not null,
  default_country text not null default 'US',
  time_zone text not null default 'UTC',
  backlog_limit integer not null default 1000000,
  created_at timestamptz not null default now()
);

create table workspace_members (
  workspace_id uuid not null references workspaces (id),
  user_id text not null,
  role text not null check (role in ('admin', 'editor', 'analyst', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index workspace_members_user on workspace_members (user_id);

create table api_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  prefix text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table event_sources (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  organization_id text,
  object_type text,
  status text not null default 'waiting' check (status in ('waiting', 'active', 'disabled')),
  duplicate_count bigint not null default 0,
  first_message_at timestamptz,
  last_message_at timestamptz,
  created_at timestamptz not null default now()
);
create index event_sources_list on event_sources (workspace_id, id);

create table event_source_tokens (
  token text primary key,
  workspace_id uuid not null references workspaces (id),
  event_source_id uuid not null references event_sources (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
create index event_source_tokens_source on event_source_tokens (event_source_id);

create table event_source_fields (
  event_source_id uuid not null references event_sources (id),
  workspace_id uuid not null references workspaces (id),
  name text not null,
  type text not null,
  -- Guessed from values received; false once somebody has said the type.
  type_learned boolean not null default false,
  example text,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  primary key (event_source_id, name)
);

create table rejections (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  event_source_id uuid not null references event_sources (id),
  reason text not null,
  detail text not null,
  head text not null,
  fingerprint bytea not null,
  count bigint not null default 1,
  received_at timestamptz not null default now(),
  last_received_at timestamptz not null default now(),
  unique (event_source_id, fingerprint)
);
create index rejections_list on rejections (workspace_id, id desc);

create table messages (
  id uuid primary key,
  workspace_id uuid not null,
  event_source_id uuid not null,
  notification_count integer not null,
  received_at timestamptz not null default now(),
  traceparent text not null,
  status text not null default 'pending' check (status in ('pending', 'resolved', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  enqueued_at timestamptz,
  resolved_at timestamptz
);
-- What the relay feeds, workspace by workspace: due rows that no job was made for, and rows whose job is overdue.
create index messages_unqueued on messages (workspace_id, due_at) where status = 'pending' and enqueued_at is null;
create index messages_queued on messages (workspace_id, enqueued_at) where status = 'pending' and enqueued_at is not null;
create index messages_backlog on messages (workspace_id) include (notification_count) where status = 'pending';

create table notifications (
  id uuid primary key,
  workspace_id uuid not null,
  event_source_id uuid not null,
  message_id uuid not null,
  -- The Notification Id made comparable: 15 and 18 characters of one id are the same notification.
  dedup_key text not null,
  salesforce_id text not null,
  record_id text,
  object_type text,
  fields jsonb not null,
  -- Why no workflow can use it (record-deleted), shown in the console; null = nothing wrong.
  problem text,
  received_at timestamptz not null default now(),
  unique (event_source_id, dedup_key)
);
create index notifications_message on notifications (message_id);
create index notifications_list on notifications (workspace_id, id desc);
create index notifications_record on notifications (workspace_id, record_id);

create table workflows (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  event_source_id uuid not null references event_sources (id),
  name text not null,
  status text not null default 'off' check (status in ('on', 'off')),
  current_revision integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index workflows_list on workflows (workspace_id, id);
create index workflows_source on workflows (event_source_id);

create table workflow_revisions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  revision integer not null,
  definition jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  unique (workflow_id, revision)
);

-- When a workflow was on: a notification is run by what was on, and by the revision that was current, when it arrived.
create table workflow_active_periods (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  from_at timestamptz not null default now(),
  to_at timestamptz
);
create index workflow_active_periods_workflow on workflow_active_periods (workflow_id);

create table runs (
  id uuid primary key,
  workspace_id uuid not null,
  workflow_id uuid not null,
  revision_id uuid not null,
  notification_id uuid not null,
  message_id uuid not null,
  record_id text,
  contact_id uuid,
  status text not null check (status in ('queued', 'running', 'waiting', 'succeeded', 'partially-failed', 'failed', 'skipped', 'cancelled')),
  -- For a skipped run: the condition that was not met, in words and as data.
  skipped jsonb,
  received_at timestamptz not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  trace_id text not null,
  traceparent text not null,
  unique (notification_id, workflow_id)
);
create index runs_list on runs (workspace_id, id desc);
create index runs_by_status on runs (workspace_id, status, id desc);
create index runs_by_workflow on runs (workspace_id, workflow_id, id desc);
create index runs_by_record on runs (workspace_id, record_id, id desc);
create index runs_by_contact on runs (workspace_id, contact_id, id desc) where contact_id is not null;

create table task_runs (
  id uuid primary key,
  workspace_id uuid not null,
  run_id uuid not null,
  step_id text not null,
  type text not null,
  position integer not null,
  status text not null check (status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'cancelled')),
  attempts integer not null default 0,
  output jsonb,
  error jsonb,
  due_at timestamptz not null default now(),
  enqueued_at timestamptz,
  -- A job was made though an earlier one had not been done: it waits still, was lost, or took its worker down.
  fed_again boolean not null default false,
  -- How often a worker began with it after that and died: taking it, committed with what came of it, sets both back.
  begun integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  first_failed_at timestamptz,
  finished_at timestamptz,
  unique (run_id, step_id)
);
-- A running task run is due again when its lease ends; 'infinity' = something else moves it on (a delivery, its turn).
create index task_runs_unqueued on task_runs (workspace_id, type, due_at)
  where status in ('queued', 'running', 'waiting') and enqueued_at is null;
create index task_runs_queued on task_runs (workspace_id, type, enqueued_at)
  where status in ('queued', 'running', 'waiting') and enqueued_at is not null;

create table contacts (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  first_name text,
  last_name text,
  email text,
  -- A column of its own: under row-level security no index answers an expression with lower(), which is not leakproof.
  email_key text generated always as (lower(email)) stored,
  phone text,
  external_reference text,
  language text,
  embedded_data jsonb not null default '{}',
  email_opted_out_at timestamptz,
  sms_opted_out_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index contacts_external_reference on contacts (workspace_id, external_reference) where external_reference is not null;
create index contacts_email on contacts (workspace_id, email_key);
create index contacts_phone on contacts (workspace_id, phone);
create index contacts_list on contacts (workspace_id, id desc);

-- One row per contact task that took effect: history of the contact, and the proof that a task run was applied once.
create table contact_changes (
  id uuid primary key,
  workspace_id uuid not null,
  contact_id uuid not null,
  task_run_id uuid unique,
  run_id uuid,
  kind text not null check (kind in ('created', 'updated', 'opted-out', 'opted-in')),
  changes jsonb not null,
  at timestamptz not null default now()
);
create index contact_changes_contact on contact_changes (contact_id, id desc);

create table contact_transactions (
  id uuid primary key,
  workspace_id uuid not null,
  contact_id uuid not null,
  task_run_id uuid unique,
  name text not null,
  occurred_at timestamptz,
  fields jsonb not null,
  created_at timestamptz not null default now()
);
create index contact_transactions_contact on contact_transactions (contact_id, id desc);

create table mailing_lists (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  created_at timestamptz not null default now(),
  unique (workspace_id, name)
);

create table mailing_list_members (
  mailing_list_id uuid not null references mailing_lists (id),
  contact_id uuid not null references contacts (id),
  workspace_id uuid not null references workspaces (id),
  added_at timestamptz not null default now(),
  opted_out_at timestamptz,
  primary key (mailing_list_id, contact_id)
);
create index mailing_list_members_contact on mailing_list_members (contact_id);

create table surveys (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  name text not null,
  status text not null default 'new' check (status in ('new', 'active', 'paused', 'closed')),
  definition jsonb not null,
  flow jsonb not null,
  published_version integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index surveys_list on surveys (workspace_id, id);

create table survey_versions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  survey_id uuid not null references surveys (id),
  version integer not null,
  definition jsonb not null,
  flow jsonb not null,
  published_at timestamptz not null default now(),
  unique (survey_id, version)
);

create table distributions (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null,
  step_id text not null,
  survey_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  kind text not null default 'invite' check (kind in ('invite', 'reminder', 'thank-you')),
  name text not null,
  created_at timestamptz not null default now(),
  unique (workflow_id, step_id, survey_id, channel, kind)
);
create index distributions_list on distributions (workspace_id, id desc);

create table invitations (
  id uuid primary key,
  workspace_id uuid not null,
  token text not null unique,
  survey_id uuid not null,
  contact_id uuid not null,
  run_id uuid,
  task_run_id uuid unique,
  snapshot jsonb not null,
  language text,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  traceparent text not null,
  created_at timestamptz not null default now()
);

create table deliveries (
  id uuid primary key,
  workspace_id uuid not null,
  distribution_id uuid not null,
  survey_id uuid not null,
  workflow_id uuid not null,
  run_id uuid not null,
  task_run_id uuid not null unique,
  contact_id uuid not null,
  -- Null where the person had opted out: no link was made.
  invitation_id uuid,
  channel text not null check (channel in ('email', 'sms')),
  recipient text not null,
  status text not null check (status in ('queued', 'sending', 'unknown', 'sent', 'delivered', 'soft-bounce', 'hard-bounce', 'failed', 'skipped', 'opted-out', 'complaint', 'opened', 'clicked', 'survey-started', 'partially-finished', 'finished', 'expired')),
  attempts integer not null default 0,
  attempt_id uuid,
  sending_since timestamptz,
  first_failed_at timestamptz,
  due_at timestamptz not null default now(),
  enqueued_at timestamptz,
  provider_message_id text,
  error jsonb,
  traceparent text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  updated_at timestamptz not null default now()
);
create index deliveries_unqueued on deliveries (workspace_id, channel, due_at)
  where status = 'queued' and enqueued_at is null;
create index deliveries_queued on deliveries (workspace_id, channel, enqueued_at)
  where status = 'queued' and enqueued_at is not null;
create index deliveries_sending on deliveries (sending_since) where status = 'sending';
create index deliveries_list on deliveries (workspace_id, id desc);
create index deliveries_by_status on deliveries (workspace_id, status, id desc);
create index deliveries_by_distribution on deliveries (distribution_id, id desc);
create index deliveries_by_contact on deliveries (contact_id, id desc);
create index deliveries_by_run on deliveries (run_id);
create index deliveries_by_invitation on deliveries (invitation_id);
-- Who texted this number: an inbound STOP names the number only.
create index deliveries_by_phone on deliveries (recipient, workspace_id) where channel = 'sms';
create index deliveries_by_provider_message on deliveries (provider_message_id) where provider_message_id is not null;

-- The ledger: append only. Deleting a contact never changes what was sent.
create table delivery_events (
  id uuid primary key,
  workspace_id uuid not null,
  delivery_id uuid not null,
  type text not null,
  at timestamptz not null default now(),
  detail jsonb not null default '{}',
  -- The provider's own identity of the event, so that a repeated callback is one event.
  provider_event_id text,
  unique (delivery_id, provider_event_id)
);
create index delivery_events_delivery on delivery_events (delivery_id, id);

create table responses (
  id uuid primary key,
  workspace_id uuid not null,
  survey_id uuid not null,
  survey_version integer not null,
  invitation_id uuid unique,
  contact_id uuid,
  run_id uuid,
  answers jsonb not null default '{}',
  embedded_data jsonb not null default '{}',
  page integer not null default 0,
  language text,
  status text not null check (status in ('in-progress', 'finished')),
  started_at timestamptz not null default now(),
  saved_at timestamptz not null default now(),
  finished_at timestamptz
);
create index responses_list on responses (workspace_id, survey_id, id desc);
create index responses_contact on responses (contact_id, id desc);

-- A link of the console to a survey's draft, for a short time.
create table survey_previews (
  token text primary key,
  workspace_id uuid not null references workspaces (id),
  survey_id uuid not null references surveys (id),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

-- The ingress keeps event sources in memory; what it must forget is announced by the event source's id, never by a token.
create function announce_event_source() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'event_sources' then
    perform pg_notify('canvass_event_sources', old.id::text);
  elsif tg_op = 'DELETE' then
    perform pg_notify('canvass_event_sources', old.event_source_id::text);
  else
    perform pg_notify('canvass_event_sources', new.event_source_id::text);
  end if;
  return null;
end
$$;
create trigger event_sources_announced after update of status, organization_id, object_type or delete on event_sources
  for each row execute function announce_event_source();
create trigger event_source_tokens_announced after insert or update or delete on event_source_tokens
  for each row execute function announce_event_source();

-- Row-level security backs the workspace scope of every query: a transaction opened for a workspace runs as
-- canvass_app with canvass.workspace_id set, and sees and writes rows of that workspace only. Without the setting it
-- sees nothing. The owner (migrations, the ingress before it knows the workspace, the relay) is not bound.
do $$
begin
  if not exists (select from pg_roles where rolname = 'canvass_app') then
    create role canvass_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of the same server made it at the same moment
end
$$;
grant canvass_app to current_user;
do $$
begin
  execute format('grant usage on schema %I to canvass_app', current_schema());
  execute format('grant select, insert, update, delete on all tables in schema %I to canvass_app', current_schema());
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array[
    'workspace_members', 'api_keys', 'event_sources', 'event_source_tokens', 'event_source_fields', 'rejections',
    'messages', 'notifications', 'workflows', 'workflow_revisions', 'workflow_active_periods', 'runs', 'task_runs',
    'contacts', 'contact_changes', 'contact_transactions', 'mailing_lists', 'mailing_list_members', 'surveys',
    'survey_versions', 'distributions', 'invitations', 'deliveries', 'delivery_events', 'responses', 'survey_previews'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to canvass_app using (workspace_id = nullif(current_setting(''canvass.workspace_id'', true), '''')::uuid)',
      t || '_workspace', t);
  end loop;
end
$$;
alter table workspaces enable row level security;
create policy workspaces_workspace on workspaces to canvass_app
  using (id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
