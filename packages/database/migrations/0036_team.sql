-- Who is in a workspace: what its people are called, and links by which more of them join.

-- users belongs to no workspace and stays out of reach of canvass_app; of the members of its own workspace it may know
-- the name and the address. The view runs with its owner's rights, so it holds the scope itself.
create view workspace_people with (security_barrier) as
  select m.workspace_id, u.id, u.name, u.email, m.role, m.created_at
    from workspace_members m join users u on u.id = m.user_id
   where m.workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid;

create table member_invites (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  email text not null,
  role text not null check (role in ('admin', 'editor', 'analyst', 'viewer')),
  -- Whoever holds the link may join: only its hash is kept.
  token_hash bytea not null unique,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  -- Wrong passwords of somebody who has an account: the link is no door for guessing.
  failed_attempts integer not null default 0
);
create index member_invites_list on member_invites (workspace_id, id desc);
alter table member_invites enable row level security;
create policy member_invites_workspace on member_invites to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
do $$
begin
  execute format('grant select on %I.workspace_people to canvass_app', current_schema());
  execute format('grant select, insert, update, delete on %I.member_invites to canvass_app', current_schema());
end
$$;
