-- A wait step of a run is a task run of type 'wait': waiting until due_at. Where it waits for an answer it names the survey
-- task run whose invitation is meant: whoever stores the response makes it due.
alter table task_runs add column waits_for uuid;
