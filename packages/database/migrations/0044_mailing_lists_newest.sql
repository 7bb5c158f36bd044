-- A search by name looks through the newest lists of a workspace: a workflow may make one for each value that it meets.

create index mailing_lists_list on mailing_lists (workspace_id, id);
