-- Finding a contact by the beginning of a name, an address, a number or a reference, whatever the database's collation.

create index contacts_search_name on contacts
  (workspace_id, lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) text_pattern_ops);
create index contacts_search_last_name on contacts (workspace_id, lower(last_name) text_pattern_ops);
create index contacts_search_email on contacts (workspace_id, lower(email) text_pattern_ops);
create index contacts_search_phone on contacts (workspace_id, phone text_pattern_ops);
create index contacts_search_reference on contacts (workspace_id, external_reference text_pattern_ops);

-- The run, or the survey task, that a response came from.
create index responses_run on responses (run_id) where run_id is not null;
create index responses_newest on responses (workspace_id, id desc);
