-- Who is told by e-mail when runs of a workflow fail, and what they were told.

create table failure_notice_settings (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  -- Users: whoever is no member any more is told nothing.
  member_ids text[] not null,
  addresses text[] not null,
  from_address text not null,
  interval_minutes integer not null,
  -- Runs that ended up to then have been told of, or were before anybody wanted to know.
  told_until timestamptz not null default now(),
  -- Nothing is told before.
  quiet_until timestamptz not null default '-infinity'
);

-- One digest: counts by cause, and how its sending goes.
create table failure_notices (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  kind text not null check (kind in ('failures', 'test')),
  -- The runs ended in this span.
  since timestamptz not null,
  until timestamptz not null,
  -- [{"code", "runs"}], most runs first.
  causes jsonb not null,
  -- Whom it has yet to be handed over for.
  outstanding text[] not null,
  recipients integer not null,
  sent integer not null default 0,
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
  -- Of the last attempt that failed.
  error jsonb,
  attempts integer not null default 0,
  -- While a process has it in hand, the end of its lease.
  due_at timestamptz not null default now(),
  ended_at timestamptz,
  created_at timestamptz not null default now()
);
create index failure_notices_due on failure_notices (due_at) where status = 'waiting';
create index failure_notices_list on failure_notices (workspace_id, workflow_id, id desc);

-- "Has a run of this workflow failed since?", asked every few seconds for each workflow that has somebody to tell. Only runs
-- that failed are in it. Making it holds up the workers (not the ingress) for some seconds with each ten million runs.
create index runs_failed_by_end on runs (workspace_id, workflow_id, finished_at) where error_code is not null;

do $$
declare
  t text;
begin
  foreach t in array array['failure_notice_settings', 'failure_notices'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to canvass_app using (workspace_id = nullif(current_setting(''canvass.workspace_id'', true), '''')::uuid)',
      t || '_workspace', t);
    execute format('grant select, insert, update, delete on %I.%I to canvass_app', current_schema(), t);
  end loop;
end
$$;
