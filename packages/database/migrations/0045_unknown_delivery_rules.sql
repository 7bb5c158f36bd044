-- What becomes of messages of which nobody knows whether they went out, where nobody has decided in time. A workspace without
-- a row has its people decide each.

create table unknown_delivery_rules (
  workspace_id uuid primary key references workspaces (id),
  settle_as text not null check (settle_as in ('sent', 'not-sent')),
  after_hours integer not null check (after_hours > 0)
);

do $$
begin
  alter table unknown_delivery_rules enable row level security;
  create policy unknown_delivery_rules_workspace on unknown_delivery_rules to canvass_app
    using (workspace_id = nullif(current_setting('canvass.workspace_id', true), '')::uuid);
  execute format('grant select, insert, update, delete on %I.unknown_delivery_rules to canvass_app', current_schema());
end
$$;
