import { type CatalogueEntry, errorCatalogue } from './error-catalogue.ts';

export const errorAreas = ['contact', 'survey', 'provider', 'run', 'webhook', 'api'] as const;

/** What stands behind a failure, for whoever looks it up. Sentence and remedy are the catalogue's own. */
export interface ErrorExplanation {
  /** Where it is met: at a task, at the provider of a channel, at a webhook, or in an answer of the API. */
  area: (typeof errorAreas)[number];
  /** How it comes about. */
  cause: string;
  /** The code that Qualtrics gives the same failure of an e-mail distribution, where it has one. */
  qualtrics?: string;
}

/**
 * The cause of every code of the catalogue. Qualtrics' codes: qualtrics.com/support, “Email Distribution Error Messages”
 * (read in November 2026); most failures have no code there.
 */
const explanations: Readonly<Record<string, ErrorExplanation>> = {
  // contact task
  'contact-unidentified': {
    area: 'contact',
    cause: 'The piped text of every match key of the task came out empty: Salesforce leaves out fields that are null.',
  },
  'external-reference-taken': {
    area: 'contact',
    cause:
      'The contact was matched by e-mail or phone, and the external reference that the event brings belongs to another.',
  },
  'invalid-email': {
    area: 'contact',
    cause:
      'The text that came out for the address has no @, a domain without a dot, or characters that no mailbox has.',
  },
  'invalid-phone': {
    area: 'contact',
    cause: 'No number of the default country, or of the country that it names, looks like this.',
  },
  'piped-text-failed': {
    area: 'contact',
    cause: 'An expression reads what is not there, uses a filter that is unknown, or grew beyond the allowed length.',
  },
  // survey tasks
  'survey-not-found': {
    area: 'survey',
    cause: 'The survey was deleted after the workflow was saved.',
    qualtrics: 'EQD12',
  },
  'survey-not-active': {
    area: 'survey',
    cause: 'The survey was never published, or was paused or closed when its turn came.',
    qualtrics: 'EQD09',
  },
  'contact-missing': {
    area: 'survey',
    cause: 'The contact task failed, stood in a branch that was not taken, or its contact was deleted meanwhile.',
    qualtrics: 'EQD11',
  },
  'contact-without-email': {
    area: 'survey',
    cause: 'Neither the event nor the directory gave the contact an address.',
  },
  'contact-without-phone': { area: 'survey', cause: 'Neither the event nor the directory gave the contact a number.' },
  'contact-opted-out': {
    area: 'survey',
    cause: 'The person used the opt-out link, answered STOP, or was opted out by a colleague.',
  },
  // providers
  'from-address-not-verified': {
    area: 'provider',
    cause: 'SES sends only from addresses and domains that were verified in the same account and region.',
    qualtrics: 'EQD17',
  },
  'recipient-refused': {
    area: 'provider',
    cause: 'The address or number is on the provider’s suppression list, or has a form that it does not accept.',
  },
  'email-bounced': {
    area: 'provider',
    cause: 'The recipient’s mail server answered that there is no such mailbox, or that it takes no mail.',
  },
  'recipient-unreachable': {
    area: 'provider',
    cause: 'The carrier could not hand the text over to the phone in time.',
  },
  'region-not-permitted': {
    area: 'provider',
    cause: 'Twilio blocks countries that the account has not permitted, against fraud.',
  },
  'from-number-not-usable': {
    area: 'provider',
    cause: 'The number cannot send SMS, is not registered for the country, or does not belong to the account.',
  },
  'message-too-long': {
    area: 'provider',
    cause: 'Twilio takes 1,600 characters at most, and piped text counts as long as it comes out.',
  },
  'message-filtered': {
    area: 'provider',
    cause: 'Carriers filter texts that look like spam, and texts from numbers that are not registered.',
  },
  'provider-account-paused': {
    area: 'provider',
    cause: 'The provider pauses accounts with too many bounces or complaints, or with unpaid bills.',
    qualtrics: 'EQD10',
  },
  'provider-refused': {
    area: 'provider',
    cause: 'The provider gave a reason that has no code here; its own words stand with the failure.',
  },
  'provider-not-configured': {
    area: 'provider',
    cause: 'The distribution service was started without an account for this channel.',
  },
  'provider-credentials-refused': {
    area: 'provider',
    cause: 'The key was revoked, has expired, belongs to another account, or lacks the right to send.',
    qualtrics: 'EQD02',
  },
  'provider-throttled': { area: 'provider', cause: 'More was sent than the account may send per second or per day.' },
  'provider-unavailable': {
    area: 'provider',
    cause: 'The connection failed or timed out, or the provider answered with a fault of its own.',
  },
  'provider-rate-reached': {
    area: 'provider',
    cause: 'The rate that the provider allows the account is shared by all messages, and they are sent in turn.',
  },
  'provider-quota-reached': {
    area: 'provider',
    cause: 'The provider counts the messages of the last 24 hours, whoever sent them from this account.',
    qualtrics: 'EQD03',
  },
  'provider-resting': {
    area: 'provider',
    cause: 'After many failures in a row only single messages are tried, so that a provider in trouble is not pressed.',
  },
  'delivery-unknown': {
    area: 'provider',
    cause: 'A process ended, or the network broke, between handing the message over and reading the answer.',
  },
  // runs
  'retries-exhausted': {
    area: 'run',
    cause: 'What failed for a passing reason kept failing for as long as it is tried.',
  },
  'earlier-step-failed': {
    area: 'run',
    cause:
      'It reads what that step puts out, or stands behind a wait that was not done, and the failed step is set to stop what depends on it.',
  },
  'conditions-no-longer-met': {
    area: 'run',
    cause:
      'While the run waited, the record, the contact or the time changed, and the wait goes on only under conditions.',
  },
  'wait-date-missing': {
    area: 'run',
    cause: 'The field that the wait reads was empty on the record: Salesforce leaves out fields that are null.',
  },
  'wait-date-unreadable': {
    area: 'run',
    cause: 'The piped text came out as something else than an ISO 8601 date or date-time.',
  },
  'wait-too-long': {
    area: 'run',
    cause: 'The date lies more than a year ahead: mostly a mistyped year.',
  },
  'run-cancelled': { area: 'run', cause: 'Somebody with the right to do so cancelled the run.' },
  'revision-unreadable': {
    area: 'run',
    cause: 'The revision was written by a newer release, or changed by hand in the database.',
  },
  'task-crashed': { area: 'run', cause: 'A fault in Canvass: the log line with this trace id says where.' },
  // webhooks
  'webhook-refused': {
    area: 'webhook',
    cause:
      'The receiver refused or failed: a wrong signature check, a missing route, a sign-in page before it, an overload.',
  },
  'webhook-redirected': {
    area: 'webhook',
    cause: 'The URL names http where https is wanted, lacks a slash, or the receiver has moved.',
  },
  'webhook-timeout': {
    area: 'webhook',
    cause: 'The receiver does its work before it answers, or something on the way drops the connection silently.',
  },
  'webhook-unreachable': {
    area: 'webhook',
    cause: 'The name does not resolve, the port is closed, or the certificate is not valid for the name.',
  },
  'webhook-address-refused': {
    area: 'webhook',
    cause:
      'The name resolves to a private, loopback, link-local or other special address, or plain http was asked for outside of the allowed networks: following it could reach what only this network may see.',
  },
  'webhook-subject-gone': {
    area: 'webhook',
    cause: 'The call waited, for a disabled endpoint for example, until retention deleted the run or delivery.',
  },
  // API
  'invalid-request': {
    area: 'api',
    cause: 'A property is missing, unknown, or not of the type that the document says.',
  },
  unauthenticated: {
    area: 'api',
    cause: 'The session has ended, or the key is unknown, revoked or of another workspace.',
  },
  forbidden: { area: 'api', cause: 'The role of the user, or the scope of the key, does not include this.' },
  'not-found': { area: 'api', cause: 'The id is wrong, of another workspace, or of something that was deleted.' },
  'method-not-allowed': { area: 'api', cause: 'The address exists, but takes other methods.' },
  conflict: {
    area: 'api',
    cause: 'Somebody else changed the object in between, or its status does not lead to the one asked for.',
  },
  'not-shared': {
    area: 'api',
    cause: 'The workflow is restricted, or what your role and its sharing allow is less than this needs.',
  },
  'last-administrator': {
    area: 'api',
    cause: 'Somebody wanted to remove, or to give another role to, the only administrator.',
  },
  'member-owns-workflows': {
    area: 'api',
    cause: 'A member who owns workflows was to be removed, and nothing was said about them.',
  },
  'invite-not-usable': {
    area: 'api',
    cause: 'A link works once, for seven days, until an administrator withdraws it.',
  },
  'wrong-password': {
    area: 'api',
    cause: 'The invited address has an account already, so that the link alone is not enough to join with it.',
  },
  'too-many-test-messages': {
    area: 'api',
    cause: 'A test message is a real one: five a minute for each caller and sixty an hour for a workspace are sent.',
  },
  'payload-too-large': { area: 'api', cause: 'The body is beyond the limit of this address.' },
  'unsupported-media-type': { area: 'api', cause: 'The header names another type, or the bytes are not UTF-8.' },
  'invalid-definition': {
    area: 'api',
    cause: 'A workflow or a survey has mistakes that would show only when it runs: they are refused beforehand.',
  },
  'internal-error': { area: 'api', cause: 'A fault in Canvass: the log line with this trace id says where.' },
  unavailable: { area: 'api', cause: 'PostgreSQL is restarting, failing over, or has no connection left.' },
};

export interface ExplainedError extends CatalogueEntry {
  readonly code: string;
  /** Null for a code that has no explanation of its own yet. */
  readonly explanation: ErrorExplanation | null;
}

const catalogue: Readonly<Record<string, CatalogueEntry>> = errorCatalogue;

/** The whole catalogue with its causes, in the catalogue's order. */
export const explainedErrors: readonly ExplainedError[] = Object.entries(catalogue).map(([code, entry]) => ({
  code,
  ...entry,
  explanation: explanations[code] ?? null,
}));
