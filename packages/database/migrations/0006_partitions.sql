-- What grows with every notification is partitioned by the time in its ids, a month at a time, so that old months can be
-- dropped whole and a busy month's indexes stay small. A row's id is derived from the row that it follows from (see
-- packages/database/src/derived-id.ts), so that the primary key alone makes an effect happen once, and everything that
-- follows from a notification lies in the same month.
--
-- Every id has a partition, whatever a clock says: <table>_earlier is open to the past and <table>_later to the future. The
-- tables that were there become <table>_earlier as they are; nothing is copied.
--
-- Deploying: code from before this migration names unique indexes in `on conflict` that a partitioned table cannot have. On
-- this schema its inserts fail as a whole: nothing is stored, nothing is acknowledged (Salesforce repeats it), no job takes
-- effect, nothing is doubled. So the order is: stop the workers and the ingress, migrate, start the new release. No release
-- had the old form, hence no step in between. Code from after it runs only on this schema.

-- One month (or an open end) of a partitioned table. Rows are reached through the parent, whose policies hold: nobody but
-- the owner reaches a partition itself. Attaching a table that is empty holds up neither readers nor writers.
create function add_partition(parent text, partition text, lo uuid, hi uuid) returns void language plpgsql as $$
begin
  execute format('create table %I (like %I including defaults including constraints including storage)', partition, parent);
  execute format('alter table %I enable row level security', partition);
  execute format('revoke all on %I from public, canvass_app', partition);
  execute format('alter table %I attach partition %I for values from (%s) to (%s)', parent, partition,
                 coalesce(quote_literal(lo), 'minvalue'), coalesce(quote_literal(hi), 'maxvalue'));
end
$$;
revoke all on function add_partition from public;

-- A notification is stored once, whichever month it comes again in: kept for longer than Salesforce repeats a message.
create table notification_keys (
  event_source_id uuid not null,
  notification_id uuid not null,
  workspace_id uuid not null,
  received_at timestamptz not null default now(),
  -- The Notification Id made comparable: 15 and 18 characters of one id are the same notification.
  dedup_key text not null,
  primary key (event_source_id, dedup_key)
);
insert into notification_keys (event_source_id, notification_id, workspace_id, received_at, dedup_key)
select event_source_id, id, workspace_id, received_at, dedup_key from notifications;

-- What a derived primary key does now, and indexes that cost writes and that no query needs any more.
alter table notifications drop column dedup_key; -- its unique index with it
alter table runs drop constraint runs_notification_id_workflow_id_key;
alter table task_runs drop constraint task_runs_run_id_step_id_key;
alter table deliveries drop constraint deliveries_task_run_id_key;
alter table delivery_events drop constraint delivery_events_delivery_id_provider_event_id_key;
alter table contact_changes drop constraint contact_changes_task_run_id_key;
alter table contact_transactions drop constraint contact_transactions_task_run_id_key;
alter table invitations drop constraint invitations_task_run_id_key;
drop index deliveries_by_invitation; -- found by its run
drop index delivery_events_delivery;

-- The ids of a delivery's events all begin with its own: their order is the order in which they were written down.
alter table delivery_events add column recorded_at timestamptz not null default now();
alter table delivery_events alter column recorded_at set default clock_timestamp();

do $$
declare
  parent text;
  old text;
  index_name text;
  this_month timestamptz := date_trunc('month', now(), 'UTC');
  ends uuid[];
begin
  -- The first ids of the next month and of the two after it.
  select array_agg((lpad(to_hex((extract(epoch from this_month + make_interval(months => m)) * 1000)::bigint), 12, '0')
                    || '7000' || '8000' || '000000000000')::uuid order by m)
    into ends from generate_series(1, 3) as m;
  foreach parent in array array['messages', 'notifications', 'runs', 'task_runs', 'deliveries', 'delivery_events'] loop
    old := parent || '_earlier';
    execute format('alter table %I rename to %I', parent, old);
    for index_name in select i.indexrelid::regclass::text from pg_index i where i.indrelid = old::regclass loop
      execute format('alter index %I rename to %I', index_name, index_name || '_earlier');
    end loop;
    execute format('create table %I (like %I including defaults including constraints including storage, primary key (id))
                      partition by range (id)', parent, old);
    execute format('drop policy %I on %I', parent || '_workspace', old);
    execute format('revoke all on %I from canvass_app', old);
    execute format('alter table %I attach partition %I for values from (minvalue) to (%L)', parent, old, ends[1]);
    for m in 1..2 loop
      perform add_partition(parent, format('%s_%s', parent, to_char(this_month + make_interval(months => m), 'YYYY_MM')),
                            ends[m], ends[m + 1]);
    end loop;
    perform add_partition(parent, parent || '_later', ends[3], null);
    execute format('alter table %I enable row level security', parent);
    execute format(
      'create policy %I on %I to canvass_app using (workspace_id = nullif(current_setting(''canvass.workspace_id'', true), '''')::uuid)',
      parent || '_workspace', parent);
    execute format('grant select, insert, update, delete on %I to canvass_app', parent);
  end loop;
end
$$;

-- The same indexes as before, found on the old tables and made on the new.
create index messages_unqueued on messages (workspace_id, due_at) where status = 'pending' and enqueued_at is null;
create index messages_queued on messages (workspace_id, enqueued_at) where status = 'pending' and enqueued_at is not null;
create index messages_backlog on messages (workspace_id) include (notification_count) where status = 'pending';
create index notifications_message on notifications (message_id);
create index notifications_list on notifications (workspace_id, id desc);
create index notifications_record on notifications (workspace_id, record_id);
create index runs_list on runs (workspace_id, id desc);
create index runs_by_status on runs (workspace_id, status, id desc);
create index runs_by_workflow on runs (workspace_id, workflow_id, id desc);
create index runs_by_record on runs (workspace_id, record_id, id desc);
create index runs_by_contact on runs (workspace_id, contact_id, id desc) where contact_id is not null;
create index task_runs_unqueued on task_runs (workspace_id, type, due_at)
  where status in ('queued', 'running', 'waiting') and enqueued_at is null;
create index task_runs_queued on task_runs (workspace_id, type, enqueued_at)
  where status in ('queued', 'running', 'waiting') and enqueued_at is not null;
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
create index deliveries_by_phone on deliveries (recipient, workspace_id) where channel = 'sms';
create index deliveries_by_provider_message on deliveries (provider_message_id) where provider_message_id is not null;

-- Not unique any more: what a page asks for.
create index runs_by_notification on runs (notification_id);
create index task_runs_by_run on task_runs (run_id);
create index delivery_events_delivery on delivery_events (delivery_id, recorded_at);

-- A contact's facts are written again and again, its names and addresses seldom: room on the page lets PostgreSQL write the
-- new version beside the old one without touching an index.
alter table contacts set (fillfactor = 85);

alter table notification_keys enable row level security;
create policy notification_keys_workspace on notification_keys to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
grant select, insert, update, delete on notification_keys to canvass_app;
