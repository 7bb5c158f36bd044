import { isTransientDatabaseError } from '@canvass/database';
import { type ErrorCode, errorCatalogue, PermanentError, TransientError } from '@canvass/domain';
import { currentTraceparent, type Logger, traceIdOf } from '@canvass/platform';
import type { ErrorRequestHandler, Response } from 'express';
import { type Place, ProblemError } from './problem-error.ts';

/** The one place where a failure becomes an answer: a problem document (RFC 9457) out of the error catalogue. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const problem = toProblem(error);
    if (problem.code === 'internal-error') log.error({ err: error }, 'request.failed');
    if (problem.code === 'unavailable') log.warn({ err: error }, 'request.database-unavailable');
    if (response.headersSent) {
      next(error); // too late to answer: Express ends the connection
      return;
    }
    sendProblem(response, problem);
  };
}

export function sendProblem(
  response: Response,
  problem: { code: ErrorCode; detail?: string | null; places?: readonly Place[] },
): void {
  const entry = errorCatalogue[problem.code];
  if (problem.code === 'unauthenticated') response.setHeader('WWW-Authenticate', 'Bearer');
  if (problem.code === 'unavailable') response.setHeader('Retry-After', '5');
  response
    .status(entry.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `/api/v1/docs#${problem.code}`,
        title: entry.sentence,
        status: entry.status,
        detail: problem.detail ?? null,
        code: problem.code,
        remedy: entry.remedy,
        errors: problem.places ?? [],
        traceId: traceIdOf(currentTraceparent()),
      }),
    );
}

function toProblem(error: unknown): { code: ErrorCode; detail?: string | null; places?: readonly Place[] } {
  if (error instanceof ProblemError) return error;
  if (error instanceof PermanentError || error instanceof TransientError) return error;
  if (isTransientDatabaseError(error)) return { code: 'unavailable' };
  return fromHttpError(error);
}

/** What Express and its body parser throw carries a status. */
function fromHttpError(error: unknown): { code: ErrorCode; detail?: string } {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return { code: 'payload-too-large', detail: 'A body may have 1 MB.' };
  if (status === 415) return { code: 'unsupported-media-type' };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { code: 'invalid-request', detail: 'The body or the address could not be read.' };
  }
  return { code: 'internal-error' };
}
