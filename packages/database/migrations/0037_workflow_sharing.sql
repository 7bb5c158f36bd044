-- Who may do what with a workflow. Without a word about it a role's own right holds, as before; an owner may restrict a
-- workflow to those it is shared with. The owner is a user and nothing that runs depends on them: no foreign key, null =
-- nobody in particular (administrators look after it).

alter table workflows add column owner_id text, add column restricted boolean not null default false;
create index workflows_owner on workflows (workspace_id, owner_id) where owner_id is not null;
create index workflows_restricted on workflows (workspace_id) where restricted;

-- Workflows are owned by whoever made them, where that is a person.
update workflows w
   set owner_id = substr(v.created_by, 6)
  from workflow_revisions v
 where v.workflow_id = w.id and v.revision = 1 and v.created_by like 'user:%';

create table workflow_grants (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  workflow_id uuid not null references workflows (id),
  -- One of the two: everybody of a role, or one member.
  role text check (role in ('editor', 'analyst', 'viewer')),
  user_id text,
  "right" text not null check ("right" in ('view', 'report', 'edit', 'own')),
  check (num_nonnulls(role, user_id) = 1)
);
create unique index workflow_grants_role on workflow_grants (workflow_id, role) where role is not null;
create unique index workflow_grants_user on workflow_grants (workflow_id, user_id) where user_id is not null;
create index workflow_grants_member on workflow_grants (workspace_id, user_id) where user_id is not null;
alter table workflow_grants enable row level security;
create policy workflow_grants_workspace on workflow_grants to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
do $$
begin
  execute format('grant select, insert, update, delete on %I.workflow_grants to canvass_app', current_schema());
end
$$;
