import type { Logger } from '@canvass/platform';
import { isSignedByTwilio } from '@canvass/providers';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';

const Parameters = z.record(z.string(), z.string());

/** The form's parameters; a name that comes twice is none of Twilio's. */
export function parametersOf(request: Request): Record<string, string> {
  const parsed = Parameters.safeParse(request.body);
  return parsed.success ? parsed.data : {};
}

/** Lets only Twilio's own requests pass. */
export function signedByTwilio(deps: {
  surveyUrl: string;
  twilioAuthToken: string | null;
  log: Logger;
}): RequestHandler {
  return (request, response, next) => {
    // `request.url` starts behind the place where this router is mounted.
    const url = `${deps.surveyUrl.replace(/\/$/, '')}/webhooks${request.url}`;
    const signature = request.get('x-twilio-signature');
    const token = deps.twilioAuthToken;
    if (token !== null && isSignedByTwilio(token, signature, url, parametersOf(request))) return next();
    deps.log.warn({ route: request.path, configured: token !== null }, 'webhook.signature-refused');
    response.status(403).type('text/plain').send('The signature is not Twilio’s.\n');
  };
}
