import type { ErrorCode } from '@canvass/domain';
import { codeOf, failedBeforeSending } from '../connection-failure.ts';
import type { SendOutcome } from '../send-outcome.ts';
import type { OutgoingEmail } from './email-sender.ts';

// Codes: https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html and SendRawEmail's own errors.
const refusals: Readonly<Record<string, ErrorCode>> = {
  MailFromDomainNotVerified: 'from-address-not-verified',
  MailFromDomainNotVerifiedException: 'from-address-not-verified',
  FromEmailAddressNotVerified: 'from-address-not-verified',
  AccountSendingPaused: 'provider-account-paused',
  AccountSendingPausedException: 'provider-account-paused',
  ConfigurationSetSendingPaused: 'provider-account-paused',
  ConfigurationSetSendingPausedException: 'provider-account-paused',
  AccessDenied: 'provider-credentials-refused',
  AccessDeniedException: 'provider-credentials-refused',
  InvalidClientTokenId: 'provider-credentials-refused',
  UnrecognizedClientException: 'provider-credentials-refused',
  SignatureDoesNotMatch: 'provider-credentials-refused',
  MissingAuthenticationToken: 'provider-credentials-refused',
  IncompleteSignature: 'provider-credentials-refused',
  OptInRequired: 'provider-credentials-refused',
  CredentialsProviderError: 'provider-credentials-refused',
};

const throttling = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'LimitExceededException',
]);

/** Credentials and clocks that right themselves: the provider did not take the message. */
const passing = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'RequestTimeTooSkewed']);

const badRecipient =
  /missing final '@domain'|illegal address|local address contains|domain (?:contains|starts|ends)|missing (?:local|domain)|user name is missing/i;
const oneHourMs = 3_600_000;

/** What an error of the SES client means for the message. */
export function classifySesFailure(error: unknown, message: Pick<OutgoingEmail, 'from'>): SendOutcome {
  const name = error instanceof Error ? error.name : 'unknown';
  const words = error instanceof Error ? error.message : String(error);
  const status = statusOf(error);
  const detail = `SES ${name}: ${words}`.slice(0, 1000);
  const facts = { provider: 'ses', code: name };
  const refused = (code: ErrorCode): SendOutcome => ({ kind: 'refused', failure: { code, detail }, facts });
  const notAccepted = (code: ErrorCode, retryAfterMs: number | null = null): SendOutcome => ({
    kind: 'not-accepted',
    failure: { code, detail },
    retryAfterMs,
    facts,
  });

  if (throttling.has(name) || status === 429) {
    // "Daily message quota exceeded": https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
    return /daily message quota/i.test(words)
      ? notAccepted('provider-quota-reached', oneHourMs)
      : notAccepted('provider-throttled');
  }
  if (name === 'MessageRejected') return refused(rejectionCode(words, message.from.email));
  const known = refusals[name];
  if (known) return refused(known);
  if (passing.has(name) || status === 500 || status === 503) return notAccepted('provider-unavailable');
  if (status !== null && status >= 400 && status < 500) {
    return refused(badRecipient.test(words) ? 'recipient-refused' : 'provider-refused');
  }
  if (failedBeforeSending(error) || /did not establish a connection/.test(words)) {
    return notAccepted('provider-unavailable');
  }
  const code = error instanceof Error ? codeOf(error) : null;
  return {
    kind: 'unclear',
    failure: { code: 'delivery-unknown', detail },
    facts: code === null ? facts : { ...facts, code },
  };
}

/** SES names the identities that are not verified; in its sandbox the recipient may be one of them. */
function rejectionCode(words: string, from: string): ErrorCode {
  if (!/not verified/i.test(words)) return 'provider-refused';
  const named = words.toLowerCase();
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  return named.includes(from.toLowerCase()) || named.includes(`: ${domain}`) || !named.includes('@')
    ? 'from-address-not-verified'
    : 'recipient-refused';
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
