import {
  createSesSender,
  createSmtpSender,
  createTwilioSender,
  type EmailSender,
  type TextSender,
} from '@canvass/providers';
import type { Config } from './config.ts';
import { sendConcurrency } from './sending/sending-line.ts';

const timeoutMs = 10_000;

/** The e-mail transport that the environment names; null when it names none. */
export function createEmailSender(config: Config): EmailSender | null {
  const maxConnections = sendConcurrency.email;
  if (config.SMTP_URL !== undefined) return createSmtpSender({ url: config.SMTP_URL, maxConnections, timeoutMs });
  if (config.AWS_REGION === undefined) return null;
  return createSesSender({
    region: config.AWS_REGION,
    endpoint: config.SES_ENDPOINT ?? null,
    configurationSet: config.SES_CONFIGURATION_SET ?? null,
    maxConnections,
    timeoutMs,
  });
}

/** Twilio, when the environment names an account; otherwise null. */
export function createTextSender(config: Config): TextSender | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  if (accountSid === undefined || authToken === undefined || from === undefined) return null;
  return createTwilioSender({
    accountSid,
    authToken,
    from,
    apiUrl: config.TWILIO_API_URL ?? null,
    statusCallbackUrl: `${config.SURVEY_URL.replace(/\/$/, '')}/webhooks/twilio/status`,
    timeoutMs,
  });
}
