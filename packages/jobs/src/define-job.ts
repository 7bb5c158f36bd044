import type { WorkspaceId } from '@canvass/domain';
import type { z } from 'zod';

/** The rows whose work a job does: they are the record, the job is only a hint to them. */
export interface JobRows<Payload> {
  readonly table: 'messages' | 'task_runs' | 'deliveries' | 'webhook_calls' | 'operations';
  /** Which rows of the table are this job's: types of task runs, channels of deliveries; empty = all of them. */
  readonly kinds: readonly string[];
  of(payload: Payload): { readonly workspaceId: WorkspaceId; readonly ids: readonly string[] };
}

/** A kind of work, once: its queue, what travels, and how it is worked. Ids travel; contents stay in the rows. */
export interface JobDefinition<Payload = unknown> {
  /** Also the name of its queue; the fed lane's is made of it. */
  readonly name: string;
  /** Reads payloads of this version and of every older one. */
  readonly payload: z.ZodType<Payload>;
  /** Rises when workers of an older release can't read the payload; they leave such jobs to newer workers. 1 unless said. */
  readonly version?: number;
  readonly rows?: JobRows<Payload>;
  /**
   * Tries of one job after unforeseen errors (a lost database connection, say). Failures that belong to the work are
   * recorded on its row and scheduled there, not here.
   */
  readonly attempts: number;
  /** Jobs one worker process has in hand at a time, of each lane. */
  readonly concurrency: number;
}

export function defineJob<Payload>(job: JobDefinition<Payload>): JobDefinition<Payload> {
  return job;
}
