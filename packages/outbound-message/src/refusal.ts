import type { RejectionReason } from '@canvass/domain';

/**
 * Stops the parsing of a message. `detail` names elements and places, never values: a value may be a session id or
 * personal data.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RejectionReason;
  readonly detail: string;
  /** Where in the text, in UTF-16 code units; null = nowhere in particular. */
  readonly offset: number | null;
  constructor(reason: RejectionReason, detail: string, offset: number | null) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
    this.offset = offset;
  }
}

/** Line and column, both from 1, of an offset. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
