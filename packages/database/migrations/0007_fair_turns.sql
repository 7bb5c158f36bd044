-- A workspace's share of the workers while others have a backlog, too: twice the weight, twice the turns.
alter table workspaces add column weight integer not null default 1 check (weight between 1 and 1000);

-- How often a worker began with a message by itself and died, and which of its notifications it was at: what takes workers
-- down is found, given up and shown, and holds nothing else up.
alter table messages add column begun integer not null default 0;
alter table messages add column suspect_id uuid;
