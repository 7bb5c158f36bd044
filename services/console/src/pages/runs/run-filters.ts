import { searchList, searchText } from '../../api/search.ts';
import { isStatusOf, type RunStatus, runTones } from '../../api/statuses.ts';

/** The list's filters as they stand in the address. */
export interface RunsSearch {
  status?: RunStatus[];
  workflowId?: string;
  eventSourceId?: string;
  recordId?: string;
  contactId?: string;
  notificationId?: string;
  errorCode?: string;
  traceId?: string;
  replayId?: string;
  /** Instants, as ISO text. */
  receivedAfter?: string;
  receivedBefore?: string;
}

/** Those that are text of their own. */
const names = [
  'workflowId',
  'eventSourceId',
  'recordId',
  'contactId',
  'notificationId',
  'errorCode',
  'traceId',
  'replayId',
] as const;
const instants = ['receivedAfter', 'receivedBefore'] as const;

export function parseRunsSearch(search: Record<string, unknown>): RunsSearch {
  const parsed: RunsSearch = {};
  const status = searchList(search.status, (part) => isStatusOf(runTones, part));
  if (status) parsed.status = status;
  for (const name of names) {
    const text = searchText(search[name]);
    if (text) parsed[name] = text;
  }
  for (const name of instants) {
    const text = searchText(search[name]);
    if (text && !Number.isNaN(Date.parse(text))) parsed[name] = new Date(text).toISOString();
  }
  return parsed;
}

/** The filters as the API takes them in an address. */
export function toRunQuery({ status, ...filter }: RunsSearch) {
  return { ...filter, status: status?.join(',') };
}

/** The filters as the API takes them in a body, and keeps them. */
export function toRunFilter({ status, ...filter }: RunsSearch) {
  return { ...filter, ...(status && { statuses: status }) };
}

export function fromRunFilter({ statuses, ...filter }: { statuses?: readonly RunStatus[] } & RunsSearch): RunsSearch {
  return parseRunsSearch({ ...filter, ...(statuses && { status: [...statuses] }) });
}

/** The address of the export with these filters. */
export function exportAddress(format: 'csv' | 'ndjson', search: RunsSearch): string {
  const query = Object.entries(toRunQuery(search)).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const text = new URLSearchParams(query).toString();
  return `/api/v1/runs/export.${format}${text === '' ? '' : `?${text}`}`;
}

/** What was typed into the one box: a trace id is 32 hexadecimal digits, everything else is a record's id. */
export function searchOfTyped(typed: string): Pick<RunsSearch, 'recordId' | 'traceId'> {
  if (typed === '') return {};
  return /^[0-9a-f]{32}$/i.test(typed) ? { traceId: typed.toLowerCase() } : { recordId: typed };
}

export interface RunSearch {
  /** The selected step; the first that failed, otherwise the first. */
  step?: string;
}

export function parseRunSearch(search: Record<string, unknown>): RunSearch {
  const step = searchText(search.step);
  return step ? { step } : {};
}
