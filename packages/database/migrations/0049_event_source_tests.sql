-- Test messages that the console sends to an event source by the way that real ones come. Each carries a ticket, good once and
-- for a minute: by it the ingress knows the message as a test, which teaches the event source nothing and needs no credentials.
create table event_source_tests (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  event_source_id uuid not null references event_sources (id),
  -- SHA-256 (hexadecimal) of the ticket: it is random, so there is nothing to guess.
  ticket_hash text not null unique,
  sent_at timestamptz not null default now(),
  claimed_at timestamptz,
  -- Null = not known yet.
  outcome text check (outcome in ('accepted', 'rejected', 'put-off', 'unreachable')),
  message_id uuid,
  -- Why it was rejected, as for a rejection; or what was met on the way to the ingress.
  reason text,
  detail text
);
create index event_source_tests_newest on event_source_tests (event_source_id, id desc);
create index event_source_tests_message on event_source_tests (message_id) where message_id is not null;
alter table event_source_tests enable row level security;
create policy event_source_tests_workspace on event_source_tests to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
do $$
begin
  execute format('grant select, insert, update, delete on %I.event_source_tests to canvass_app', current_schema());
end
$$;
