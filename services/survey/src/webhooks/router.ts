import type { ActivityAnnouncer, Pool } from '@canvass/database';
import { httpServerSpan, type Logger } from '@canvass/platform';
import express, { Router } from 'express';
import { sesWebhook } from './ses.ts';
import { fetchFromSns, type SnsFetch } from './sns-signature.ts';
import { twilioInbound } from './twilio-inbound.ts';
import { signedByTwilio } from './twilio-request.ts';
import { twilioStatus } from './twilio-status.ts';

export interface WebhookDeps {
  pool: Pool;
  announcer: ActivityAnnouncer;
  log: Logger;
  /** Public base of this service: Twilio signs over it. */
  surveyUrl: string;
  /** Null = Twilio is not set up: its callbacks are refused. */
  twilioAuthToken: string | null;
  /** Null = SES reports are not set up and refused: anybody can have a topic of their own that SNS signs for. */
  snsTopicArn: string | null;
  /** Reads certificates and confirms subscriptions at SNS; only tests give another. */
  snsFetch?: SnsFetch;
}

/** What providers call: `/twilio/status`, `/twilio/inbound`, `/ses`. Nothing is believed without its signature. */
export function webhookRouter(deps: WebhookDeps): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '32kb', parameterLimit: 100 });
  const signed = signedByTwilio(deps);
  router.post('/twilio/status', httpServerSpan('/webhooks/twilio/status'), form, signed, twilioStatus(deps));
  router.post('/twilio/inbound', httpServerSpan('/webhooks/twilio/inbound'), form, signed, twilioInbound(deps));
  // SNS says text/plain; its messages are up to 256 kB.
  const text = express.text({ type: () => true, limit: '300kb' });
  router.post('/ses', httpServerSpan('/webhooks/ses'), text, sesWebhook({ snsFetch: fetchFromSns, ...deps }));
  return router;
}
