export { type ClaimedTask, claimTaskRuns, type TakenTask, takeTaskRuns, withKnownFields } from './claim-task-runs.ts';
export { type DueWork, inBatches, offerDueWork, toDueWork } from './due-work.ts';
export { finishTakenTasks, finishTaskRuns, type TaskOutcome } from './finish-task-runs.ts';
export { cancelRun, retryRun } from './interventions.ts';
export { outcomeOfFailure } from './outcome-of-failure.ts';
export { planRun, type RunFacts, toTaskRuns } from './plan-run.ts';
export { loadRevisions, type Revision, toRevision } from './revisions.ts';
export { markCountsAfterMs, takeMarkBack } from './take-back.ts';
export { togetherOrEach } from './together-or-each.ts';
