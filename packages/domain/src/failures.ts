import type { ErrorCode } from './error-catalogue.ts';

export interface FailureOptions {
  /** What exactly was met, in words for the administrator. No secrets, no personal data. */
  detail?: string;
  cause?: unknown;
}

/** A failure that no retry can mend: recorded at once, with the catalogue's remedy. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: ErrorCode;
  readonly detail: string | null;
  constructor(code: ErrorCode, options: FailureOptions = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause });
    this.code = code;
    this.detail = options.detail ?? null;
  }
}

/** A failure that may pass by itself (throttled, timed out, connection lost): tried again with backoff. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly code: ErrorCode;
  readonly detail: string | null;
  /** What the other side asked for (Retry-After), in milliseconds. */
  readonly retryAfterMs: number | null;
  constructor(code: ErrorCode, options: FailureOptions & { retryAfterMs?: number } = {}) {
    super(options.detail === undefined ? code : `${code}: ${options.detail}`, { cause: options.cause });
    this.code = code;
    this.detail = options.detail ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** A failed task as stored on its row and shown: the catalogue gives sentence and remedy for the code. */
export interface TaskFailure {
  code: ErrorCode;
  detail: string | null;
}
