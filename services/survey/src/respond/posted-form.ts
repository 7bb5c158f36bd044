import express, { type Request, type RequestHandler } from 'express';

/** Longest form that is read; one page of answers stays far below. */
export const maxFormBytes = 200_000;

/** Reads a form's body as text, whatever its declared type; a longer one is refused with 413. */
export const readFormBody: RequestHandler = express.text({ type: () => true, limit: maxFormBytes });

/**
 * The fields of a posted form. Characters that neither the database nor piped text's marks can bear are left out:
 * NUL and the two private-use ones.
 */
export function parseForm(body: string): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(body)) form.append(name, value.replace(/[\0\uE000\uE001]/g, ''));
  return form;
}

export function postedForm(request: Request): URLSearchParams {
  const body: unknown = request.body;
  return parseForm(typeof body === 'string' ? body : '');
}
