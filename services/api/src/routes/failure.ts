import { errorCatalogue, type TaskFailure } from '@canvass/domain';

/** A stored failure with what the catalogue says about it. */
export function explain(failure: TaskFailure | null) {
  if (failure === null) return null;
  const { sentence, remedy } = errorCatalogue[failure.code] ?? errorCatalogue['task-crashed'];
  return { code: failure.code, detail: failure.detail, sentence, remedy };
}
