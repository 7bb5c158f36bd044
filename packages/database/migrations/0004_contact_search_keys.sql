-- A search by the beginning of a name, address, number or reference under row-level security: only leakproof comparisons
-- are answered by an index there, which lower() and LIKE are not. Hence columns of their own, compared byte by byte. These
-- indexes answer equality, too.

alter table contacts
  add column name_key text generated always as (lower(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) stored,
  add column last_name_key text generated always as (lower(last_name)) stored;

drop index contacts_search_name, contacts_search_last_name, contacts_search_email, contacts_email, contacts_phone;
create index contacts_search_name on contacts (workspace_id, name_key text_pattern_ops);
create index contacts_search_last_name on contacts (workspace_id, last_name_key text_pattern_ops);
create index contacts_search_email on contacts (workspace_id, email_key text_pattern_ops);
