/**
 * What of an error may be logged: its kind. PostgreSQL's messages and details quote values of rows, so they stay out.
 */
export function describeError(error: unknown): { error: string; errorCode: string | null } {
  if (!(error instanceof Error)) return { error: 'unknown', errorCode: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { error: error.name, errorCode: code };
}
