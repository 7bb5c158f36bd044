import type { RequestHandler } from 'express';
import type { Authenticate } from '../auth/authenticate.ts';
import { sendProblem } from './error-handler.ts';
import type { EventStreams } from './event-streams.ts';

/** `GET /api/v1/events`: tells a page of the console that it should look again. */
export function eventsRoute(streams: EventStreams, authenticate: Authenticate): RequestHandler {
  return async (request, response) => {
    const { workspaceId } = await authenticate(request);
    if (!streams.open(workspaceId, response)) {
      sendProblem(response, { code: 'unavailable', detail: 'Too many live connections; try again in a moment.' });
    }
  };
}
