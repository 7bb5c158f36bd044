/** What the API says when it can't do something (RFC 9457), as far as the console shows it. */
export interface Problem {
  status: number;
  code: string;
  /** One plain sentence: what happened. */
  sentence: string;
  /** What exactly was met. */
  detail: string | null;
  /** What to do now. */
  remedy: string | null;
  traceId: string | null;
  errors: { pointer: string; message: string }[];
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads a problem document; a body that is none (a proxy's page, nothing at all) becomes a problem of that status. */
export function toProblem(status: number, body: unknown): Problem {
  const document = isRecord(body) ? body : {};
  const errors = Array.isArray(document.errors) ? document.errors.filter(isRecord) : [];
  return {
    status,
    code: text(document.code) ?? `http-${status}`,
    sentence: text(document.title) ?? '',
    detail: text(document.detail),
    remedy: text(document.remedy),
    traceId: text(document.traceId),
    errors: errors.map((error) => ({ pointer: text(error.pointer) ?? '', message: text(error.message) ?? '' })),
  };
}

/** No answer at all: offline, or the server is down. */
export const unreachable: Problem = {
  status: 0,
  code: 'unreachable',
  sentence: '',
  detail: null,
  remedy: null,
  traceId: null,
  errors: [],
};

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof TypeError) return unreachable; // what fetch throws without an answer
  return { ...unreachable, code: 'console-failed', detail: error instanceof Error ? error.message : null };
}
