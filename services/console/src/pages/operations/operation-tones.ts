import type { Tone } from '../../theme/tones.ts';
import type { Operation } from './queries.ts';

export const operationTones: Record<Operation['status'], Tone> = {
  queued: 'waiting',
  running: 'running',
  stopping: 'running',
  stopped: 'skipped',
  finished: 'done',
  failed: 'failed',
};

/** Finished with something that failed is not all well. */
export function operationTone({ status, failed }: Pick<Operation, 'status' | 'failed'>): Tone {
  return status === 'finished' && failed > 0 ? 'partly' : operationTones[status];
}
