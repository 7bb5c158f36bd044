-- Long work that a person starts and then watches: retrying or cancelling many runs, replaying notifications. It is work like
-- any other: a row with a status, `due_at` and `enqueued_at`, done in small transactions by jobs that the relay makes.
create table operations (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  kind text not null,
  -- What is to be done, and to what: chosen ids, or the filter of a list.
  definition jsonb not null,
  -- Workflows that are not shared with whoever started it: their runs are left alone.
  left_out uuid[] not null default '{}',
  created_by text not null,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  status text not null default 'queued' check (status in ('queued', 'running', 'stopping', 'stopped', 'finished', 'failed')),
  -- Null until it has been counted.
  total integer,
  done integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  -- The item done last, in the order of ids. It is written in the transaction of the items' effect, so that whoever goes on
  -- after a crash does nothing twice.
  position uuid,
  -- Why the operation as a whole could not go on.
  error jsonb,
  due_at timestamptz not null default now(),
  enqueued_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  traceparent text not null
);
create index operations_list on operations (workspace_id, id desc);
create index operations_unqueued on operations (workspace_id, due_at)
  where status in ('queued', 'running', 'stopping') and enqueued_at is null;
create index operations_queued on operations (workspace_id, enqueued_at)
  where status in ('queued', 'running', 'stopping') and enqueued_at is not null;

-- The report: what became of each item, up to a bound.
create table operation_items (
  operation_id uuid not null references operations (id) on delete cascade,
  item_id uuid not null,
  workspace_id uuid not null,
  outcome text not null check (outcome in ('done', 'failed', 'skipped')),
  reason text,
  at timestamptz not null default now(),
  primary key (operation_id, item_id)
);

-- Filters of the list of runs that a person keeps under a name.
create table run_views (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  -- Who it belongs to: a user, or an API key.
  owner text not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null default now(),
  unique (workspace_id, owner, name)
);

do $$
declare
  t text;
begin
  foreach t in array array['operations', 'operation_items', 'run_views'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to canvass_app using (workspace_id = nullif(current_setting(''canvass.workspace_id'', true), '''')::uuid)',
      t || '_workspace', t);
    execute format('grant select, insert, update, delete on %I to canvass_app', t);
  end loop;
end
$$;
