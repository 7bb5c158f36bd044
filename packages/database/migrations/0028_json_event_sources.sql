-- A second kind of event source: JSON over HTTPS. It has the same URL, tables and pipeline as an outbound message; what differs is
-- how a request is read and who may send one.
alter table event_sources
  add column kind text not null default 'salesforce' check (kind in ('salesforce', 'json')),
  -- JSON Pointers into an event of kind json; null = the usual places.
  add column key_pointer text,
  add column record_pointer text;

-- Who may send to an event source of kind json. Several at once while a rotation overlaps.
create table event_source_secrets (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id),
  event_source_id uuid not null references event_sources (id),
  scheme text not null check (scheme in ('bearer', 'hmac')),
  -- Of a bearer token its SHA-256 (hexadecimal); of an HMAC the key (base64), which checking a signature needs.
  secret text not null,
  -- The last four characters, to tell secrets apart.
  hint text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz
);
create index event_source_secrets_source on event_source_secrets (event_source_id);
alter table event_source_secrets enable row level security;
create policy event_source_secrets_workspace on event_source_secrets to canvass_app
  using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
-- What a workspace's transactions write they can't read back: only the ingress, which is the owner, checks a secret.
do $$
begin
  execute format('revoke all on %I.event_source_secrets from canvass_app', current_schema());
  execute format('grant select (id, workspace_id, event_source_id, scheme, hint, created_at, expires_at), insert, update (expires_at), delete
                  on %I.event_source_secrets to canvass_app', current_schema());
end
$$;

create trigger event_source_secrets_announced after insert or update or delete on event_source_secrets
  for each row execute function announce_event_source();
create trigger event_sources_reading_announced after update of key_pointer, record_pointer on event_sources
  for each row execute function announce_event_source();
