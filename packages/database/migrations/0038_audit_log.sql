-- Who changed what, when. Rows are added in the transaction of the change and never changed: canvass_app may read and add.
-- Names are kept as they were, because the thing or the person may be gone when somebody asks.
create table audit_entries (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  at timestamptz not null default now(),
  -- user:<id> or api-key:<id>
  actor text not null,
  actor_name text not null,
  action text not null,
  subject_id text,
  subject_name text,
  detail jsonb
);
create index audit_entries_list on audit_entries (workspace_id, id desc);
create index audit_entries_action on audit_entries (workspace_id, action, id desc);
create index audit_entries_actor on audit_entries (workspace_id, actor, id desc);
create index audit_entries_subject on audit_entries (workspace_id, subject_id, id desc) where subject_id is not null;
alter table audit_entries enable row level security;
create policy audit_entries_workspace on audit_entries to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
do $$
begin
  execute format('revoke all on %I.audit_entries from canvass_app', current_schema());
  execute format('grant select, insert on %I.audit_entries to canvass_app', current_schema());
end
$$;
