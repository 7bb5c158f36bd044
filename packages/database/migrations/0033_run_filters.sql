-- What runs are looked for by, beside what they could be: the error that they ended with, their trace, the replay that made
-- them. The new columns are null in rows of the release before, so adding them costs nothing. Making the indexes holds up
-- the workers (not the ingress, which writes no runs) for some seconds with each ten million runs.
alter table runs add column error_code text;
alter table runs add column replay_id uuid;

-- Runs that ended before: the code of the first task that failed.
update runs r
   set error_code = (select t.error ->> 'code' from task_runs t
                      where t.workspace_id = r.workspace_id and t.run_id = r.id and t.status = 'failed'
                      order by t.position limit 1)
 where r.status in ('failed', 'partially-failed');

create index runs_by_error on runs (workspace_id, error_code, id desc) where error_code is not null;
create index runs_by_workflow_error on runs (workspace_id, workflow_id, error_code, id desc) where error_code is not null;
create index runs_by_replay on runs (workspace_id, replay_id, status, id desc) where replay_id is not null;
create index runs_by_trace on runs (trace_id, id desc);

-- "The failed ones of this workflow" is what is asked most: the index by workflow alone made that a walk over all the others.
-- Without a status each status is looked up by itself.
create index runs_by_workflow_status on runs (workspace_id, workflow_id, status, id desc);
drop index runs_by_workflow;
