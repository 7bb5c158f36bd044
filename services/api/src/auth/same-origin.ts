import type { IncomingMessage } from 'node:http';

/**
 * True when a browser sent the request from a page of the console: its Origin is the public address, or the host that the
 * request was sent to (the same console under another of its names). Another site can't set either header.
 */
export function comesFromConsole(request: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
