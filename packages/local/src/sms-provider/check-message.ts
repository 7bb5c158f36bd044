import { SegmentedMessage } from 'sms-segments-calculator';
import { z } from 'zod';
import { type TwilioError, twilioError } from './twilio-error.ts';

const e164 = /^\+[1-9]\d{6,14}$/;
const MessageParameters = z.object({
  To: z.string().optional(),
  From: z.string().optional(),
  MessagingServiceSid: z.string().optional(),
  Body: z.string().optional(),
  StatusCallback: z.url().optional(),
});

export interface AcceptedMessage {
  to: string;
  from: string;
  body: string;
  segments: number;
  statusCallback: string | null;
  /** Set for numbers that take the message and then fail: the error code of the later status callback. */
  failsWith: number | null;
}

/**
 * Checks the parameters of a new message as Twilio does, with its magic test numbers
 * (https://www.twilio.com/docs/iam/test-credentials#test-sms-messages). Beyond those, `+150055` and a five-digit error
 * code makes that error: 30xxx undelivered afterwards, any other refused at once (`+15005530007`, `+15005520429`).
 */
export function checkMessage(input: unknown): AcceptedMessage | TwilioError {
  const parsed = MessageParameters.safeParse(input);
  if (!parsed.success) return twilioError(21609, 'Invalid StatusCallback URL');
  const { To: to, Body: body, StatusCallback: statusCallback } = parsed.data;
  const from = parsed.data.From ?? parsed.data.MessagingServiceSid;
  if (!to) return twilioError(21604, "A 'To' phone number is required.");
  if (!from) return twilioError(21603, "A 'From' phone number is required.");
  if (!body) return twilioError(21602, 'Message body is required.');
  if (body.length > 1600) {
    return twilioError(21617, 'The concatenated message body exceeds the 1600 character limit.');
  }
  return (
    refusedSender(from) ??
    refusedRecipient(to, from) ?? {
      to,
      from,
      body,
      segments: new SegmentedMessage(body).segmentsCount,
      statusCallback: statusCallback ?? null,
      failsWith: failsLater(to),
    }
  );
}

function refusedSender(from: string): TwilioError | null {
  if (from.startsWith('MG')) return null;
  if (!e164.test(from) || from === '+15005550001') {
    return twilioError(
      21212,
      `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`,
    );
  }
  if (from === '+15005550007') {
    return twilioError(
      21606,
      `The 'From' phone number provided (${from}) is not a valid message-capable Twilio phone number.`,
    );
  }
  if (from === '+15005550008')
    return twilioError(21611, `This 'From' number has exceeded the maximum number of queued messages.`);
  return null;
}

function refusedRecipient(to: string, from: string): TwilioError | null {
  if (!e164.test(to) || to === '+15005550001') return twilioError(21211, `Invalid 'To' Phone Number: ${to}`);
  if (to === '+15005550002') {
    return twilioError(
      21612,
      `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number: ${from} via SMS.`,
    );
  }
  if (to === '+15005550003')
    return twilioError(
      21408,
      `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
    );
  if (to === '+15005550004') return twilioError(21610, 'Attempt to send to unsubscribed recipient');
  if (to === '+15005550009') return twilioError(21614, `'To' number: ${to}, is not a valid mobile number`);
  const code = forcedCode(to);
  if (code === null || isLater(code)) return null;
  return code === 20429
    ? twilioError(20429, 'Too Many Requests', 429)
    : twilioError(code, `Error ${code}`, code === 20500 ? 500 : 400);
}

function failsLater(to: string): number | null {
  const code = forcedCode(to);
  return code !== null && isLater(code) ? code : null;
}

function forcedCode(to: string): number | null {
  const code = Number(/^\+150055([23]\d{4})$/.exec(to)?.[1] ?? Number.NaN);
  return Number.isNaN(code) ? null : code;
}

function isLater(code: number): boolean {
  return code >= 30_000;
}
