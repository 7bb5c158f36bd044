import type { ErrorCode } from '@canvass/domain';

/** A place in what was sent, as JSON Pointer, and what is wrong there. */
export interface Place {
  pointer: string;
  message: string;
}

/** What the API answers instead: a code of the catalogue, with places where it helps. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly detail: string | null;
  readonly places: readonly Place[];
  constructor(code: ErrorCode, options: { detail?: string; places?: readonly Place[] } = {}) {
    super(code);
    this.code = code;
    this.detail = options.detail ?? null;
    this.places = options.places ?? [];
  }
}

/** The value, or the answer that the workspace has no such thing. */
export function found<Value>(value: Value | null): Value {
  if (value === null) throw new ProblemError('not-found');
  return value;
}
