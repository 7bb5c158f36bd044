import type { ErrorCode, TaskFailure } from '@canvass/domain';
import twilio from 'twilio';
import { codeOf, failedBeforeSending } from '../connection-failure.ts';
import type { SendOutcome } from '../send-outcome.ts';

// Codes: https://www.twilio.com/docs/api/errors
const codes: Readonly<Record<number, ErrorCode>> = {
  20003: 'provider-credentials-refused',
  20404: 'provider-credentials-refused',
  21211: 'recipient-refused',
  21214: 'recipient-refused',
  21217: 'recipient-refused',
  21265: 'recipient-refused',
  21407: 'recipient-refused',
  21408: 'region-not-permitted',
  21421: 'recipient-refused',
  21606: 'from-number-not-usable',
  21603: 'from-number-not-usable',
  21212: 'from-number-not-usable',
  21659: 'from-number-not-usable',
  21660: 'from-number-not-usable',
  21610: 'contact-opted-out',
  21612: 'recipient-refused',
  21614: 'recipient-refused',
  21617: 'message-too-long',
  21605: 'message-too-long',
  30002: 'provider-account-paused',
  30003: 'recipient-unreachable',
  30004: 'recipient-refused',
  30005: 'recipient-refused',
  30006: 'recipient-refused',
  30007: 'message-filtered',
  30034: 'from-number-not-usable',
};

/** The failure of a Twilio error code, as it comes with an answer or with a status callback. */
export function twilioFailure(code: number | null, words: string | null): TaskFailure {
  const known = code === null ? undefined : codes[code];
  const detail = ['Twilio', code, words].filter((part) => part !== null && part !== '').join(' ');
  return { code: known ?? 'provider-refused', detail: detail.slice(0, 1000) };
}

/** What an error of the Twilio client means for the message. */
export function classifyTwilioFailure(error: unknown): SendOutcome {
  if (error instanceof twilio.RestException) {
    const facts = { provider: 'twilio', code: error.code ?? error.status };
    const failure = twilioFailure(error.code ?? null, error.message);
    if (error.status === 429 || error.code === 20429) {
      return { kind: 'not-accepted', failure: { ...failure, code: 'provider-throttled' }, retryAfterMs: null, facts };
    }
    if (error.status === 500 || error.status === 503) {
      return { kind: 'not-accepted', failure: { ...failure, code: 'provider-unavailable' }, retryAfterMs: null, facts };
    }
    if (error.status === 401 || error.status === 403) {
      const code = codes[error.code ?? 20003] ?? 'provider-credentials-refused';
      return { kind: 'refused', failure: { ...failure, code }, facts };
    }
    if (error.status < 500) return { kind: 'refused', failure, facts };
    return { kind: 'unclear', failure: { ...failure, code: 'delivery-unknown' }, facts };
  }
  const code = (error instanceof Error ? codeOf(error) : null) ?? 'unknown';
  const detail = `Twilio: ${error instanceof Error ? error.message : String(error)}`.slice(0, 1000);
  const facts = { provider: 'twilio', code };
  if (failedBeforeSending(error)) {
    return { kind: 'not-accepted', failure: { code: 'provider-unavailable', detail }, retryAfterMs: null, facts };
  }
  return { kind: 'unclear', failure: { code: 'delivery-unknown', detail }, facts };
}
