export { migrateQueues, openQueue, pingQueues, type QueueConfig, queueConfig, type RawQueue } from './backend.ts';
export * from './catalogue.ts';
export { defineJob, type JobDefinition } from './define-job.ts';
export { type EnqueueOptions, Producer } from './producer.ts';
export { type Handler, handle, type JobRun, startWorkers, type WorkerDefinition, type Workers } from './workers.ts';
