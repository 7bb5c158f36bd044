-- What is being built of a workflow and is not published: one draft a workflow, shared by those who edit it. It may be
-- incomplete, so its content is kept as it was sent; only a revision has to be sound.
create table workflow_drafts (
  workflow_id uuid primary key references workflows (id),
  workspace_id uuid not null references workspaces (id),
  content jsonb not null,
  -- The revision that it was begun from.
  based_on integer not null,
  -- Counts the savings, so that of two who edit at once the second is told.
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamptz not null default now()
);
alter table workflow_drafts enable row level security;
create policy workflow_drafts_workspace on workflow_drafts to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
do $$
begin
  execute format('grant select, insert, update, delete on %I.workflow_drafts to canvass_app', current_schema());
end
$$;
