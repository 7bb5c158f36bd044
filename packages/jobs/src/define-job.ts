import type { z } from 'zod';

/** A kind of work, once: its queue, what travels, and how it is worked. Ids travel; contents stay in the rows. */
export interface JobDefinition<Payload = unknown> {
  /** Also the queue's name. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /**
   * Tries of one job after unforeseen errors (a lost database connection, say). Failures that belong to the work are
   * recorded on its row and scheduled there, not here.
   */
  readonly attempts: number;
  /** Jobs one worker process has in hand at a time. */
  readonly concurrency: number;
}

export function defineJob<Payload>(job: JobDefinition<Payload>): JobDefinition<Payload> {
  return job;
}
