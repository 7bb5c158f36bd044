export { migrateQueues, openQueue, pingQueues, type QueueConfig, queueConfig, type RawQueue } from './backend.ts';
export * from './catalogue.ts';
export { defineJob, type JobDefinition, type JobRows } from './define-job.ts';
export { type Handler, handle, type JobRun, type WorkerDefinition } from './handle.ts';
export { currentLane, inLane, type Lane } from './lane.ts';
export { type EnqueueOptions, type LeftRows, Producer } from './producer.ts';
export { startWorkers, type Workers } from './workers.ts';
