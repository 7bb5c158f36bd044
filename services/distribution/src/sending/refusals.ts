import { PermanentError, type Task } from '@canvass/domain';
import type { SendOutcome } from '@canvass/providers';

/** The answer where the environment names no provider for the channel. */
export const notConfigured: SendOutcome = {
  kind: 'refused',
  failure: { code: 'provider-not-configured', detail: null },
  facts: {},
};

export function wrongStep(step: Task): PermanentError {
  return new PermanentError('task-crashed', { detail: `step ${step.id} is a ${step.type}` });
}
