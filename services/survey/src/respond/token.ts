import type { Request } from 'express';

export type TokenRequest = Request<{ token: string }>;

/** The token of the address; null for what can't be one, so that nothing is looked up for it. */
export function tokenOf(request: TokenRequest): string | null {
  const { token } = request.params;
  return /^[A-Za-z0-9_-]{8,100}$/.test(token) ? token : null;
}
