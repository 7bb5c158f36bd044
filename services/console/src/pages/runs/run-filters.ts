import { searchList, searchText } from '../../api/search.ts';
import { isStatusOf, type RunStatus, runTones } from '../../api/statuses.ts';

/** The list's filters as they stand in the address. */
export interface RunsSearch {
  status?: RunStatus[];
  workflowId?: string;
  recordId?: string;
}

export function parseRunsSearch(search: Record<string, unknown>): RunsSearch {
  const status = searchList(search.status, (part) => isStatusOf(runTones, part));
  const workflowId = searchText(search.workflowId);
  const recordId = searchText(search.recordId);
  return { ...(status && { status }), ...(workflowId && { workflowId }), ...(recordId && { recordId }) };
}

export interface RunSearch {
  /** The selected step; the first that failed, otherwise the first. */
  step?: string;
}

export function parseRunSearch(search: Record<string, unknown>): RunSearch {
  const step = searchText(search.step);
  return step ? { step } : {};
}
