-- Who else may send to an event source than whoever knows its URL: addresses, and a client certificate that the proxy in front
-- has checked. Null = everybody, as before.
alter table event_sources
  add column allowed_networks cidr[],
  -- Name of the header in which the proxy passes the certificate on, and what has to be in it.
  add column certificate_header text,
  add column certificate_kind text check (certificate_kind in ('subject', 'fingerprint')),
  add column certificate_value text;

create trigger event_sources_guards_announced
  after update of allowed_networks, certificate_header, certificate_kind, certificate_value on event_sources
  for each row execute function announce_event_source();
