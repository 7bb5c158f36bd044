-- After a backup was restored, the database does not know what was sent since it was taken. A hold keeps what follows from
-- notifications of before it from being sent, until a person decides: see "Backup and restore" in docs/operating.md. It is
-- about the whole database, hence without a workspace; workers only read it.
create table sending_holds (
  -- Deliveries with ids before this one are not sent by themselves.
  before_id uuid primary key,
  created_at timestamptz not null default now()
);
grant select on sending_holds to canvass_app;
