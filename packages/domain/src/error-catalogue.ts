/** What a failure says to whoever reads it. A code, once published, is never reused for something else. */
export interface CatalogueEntry {
  /** HTTP status when the API answers with it. */
  readonly status: number;
  /** One plain sentence: what happened. */
  readonly sentence: string;
  /** What to do now. */
  readonly remedy: string;
}

/** Every error code of the product, once: API problems, task failures and delivery failures. */
export const errorCatalogue = {
  // API
  'invalid-request': {
    status: 400,
    sentence: 'The request is not as the API document says.',
    remedy: 'Correct the places listed under "errors" and send it again.',
  },
  unauthenticated: {
    status: 401,
    sentence: 'No valid session or API key came with the request.',
    remedy: 'Sign in, or send "Authorization: Bearer <API key>" with a key of this workspace.',
  },
  forbidden: {
    status: 403,
    sentence: 'This user or key may not do that.',
    remedy: 'Ask an administrator of the workspace for the right.',
  },
  'not-shared': {
    status: 403,
    sentence: 'This workflow is not shared with you for that.',
    remedy: 'Ask its owner, or an administrator of the workspace, to share it with you.',
  },
  'last-administrator': {
    status: 409,
    sentence: 'The workspace would be left without an administrator.',
    remedy: 'Make another member administrator first.',
  },
  'member-owns-workflows': {
    status: 409,
    sentence: 'The member owns workflows.',
    remedy: 'Say who takes them over, or that administrators look after them.',
  },
  'invite-not-usable': {
    status: 409,
    sentence: 'This invitation link has been used, withdrawn, or is too old.',
    remedy: 'Ask an administrator of the workspace for a new one.',
  },
  'wrong-password': {
    status: 403,
    sentence: 'The password is not that of this account.',
    remedy: 'Type the password that you sign in with; after ten wrong ones the link is withdrawn.',
  },
  'too-many-test-messages': {
    status: 429,
    sentence: 'Too many test messages have been sent lately.',
    remedy: 'Wait a minute, then send it again.',
  },
  'not-found': {
    status: 404,
    sentence: 'There is no such thing in this workspace.',
    remedy: 'Check the id, and that the API key belongs to the same workspace.',
  },
  'method-not-allowed': {
    status: 405,
    sentence: 'This address does not take that method.',
    remedy: 'See the OpenAPI document for the methods of this address.',
  },
  conflict: {
    status: 409,
    sentence: 'The state of the object does not allow this.',
    remedy: 'Reload it and look at its status.',
  },
  'payload-too-large': { status: 413, sentence: 'The request body is too large.', remedy: 'Send less at once.' },
  'unsupported-media-type': {
    status: 415,
    sentence: 'The request body is not JSON in UTF-8.',
    remedy: 'Send JSON with the header "Content-Type: application/json".',
  },
  'invalid-definition': {
    status: 422,
    sentence: 'The definition has mistakes.',
    remedy: 'Correct the places listed under "errors".',
  },
  'internal-error': {
    status: 500,
    sentence: 'Canvass failed; the fault is ours.',
    remedy: 'Try again; if it stays, report the trace id.',
  },
  unavailable: {
    status: 503,
    sentence: 'The database cannot be reached at the moment.',
    remedy: 'Try again in a few seconds.',
  },
  // contact task
  'contact-unidentified': {
    status: 422,
    sentence: 'The event holds none of the keys that the contact is matched by.',
    remedy: 'Fill the field in Salesforce, or add another match key to the contact task; then retry the run.',
  },
  'external-reference-taken': {
    status: 409,
    sentence: 'Another contact has this external reference.',
    remedy: 'Match by external reference first, or correct one of the two contacts; then retry the run.',
  },
  'invalid-email': {
    status: 422,
    sentence: 'The e-mail address is not valid.',
    remedy:
      'Correct the address where it comes from. On the record in Salesforce: saving it sends a new message, with a run of its own. On the contact: retry this run.',
  },
  'invalid-phone': {
    status: 422,
    sentence: 'The phone number is not valid.',
    remedy: 'Correct the number, with its country code, then retry the run.',
  },
  'piped-text-failed': {
    status: 422,
    sentence: 'Piped text could not be written.',
    remedy: 'Correct the expression in the workflow, save it, then retry the run.',
  },
  // survey tasks
  'survey-not-found': {
    status: 404,
    sentence: 'The survey of this task no longer exists.',
    remedy: 'Choose another survey in the workflow.',
  },
  'survey-not-active': {
    status: 409,
    sentence: 'The survey was not active when it should have been sent.',
    remedy: 'Publish or resume the survey, then retry the run.',
  },
  'contact-missing': {
    status: 422,
    sentence: 'The step that should have given the contact has none.',
    remedy: 'Look at the contact task of this run, mend it, then retry.',
  },
  'contact-without-email': {
    status: 422,
    sentence: 'The contact has no e-mail address.',
    remedy: 'Add an address to the contact, then retry the run.',
  },
  'contact-without-phone': {
    status: 422,
    sentence: 'The contact has no phone number.',
    remedy: 'Add a number to the contact, then retry the run.',
  },
  'contact-opted-out': {
    status: 422,
    sentence: 'The person has opted out.',
    remedy: 'Nothing to do: the wish is honoured.',
  },
  // providers
  'from-address-not-verified': {
    status: 422,
    sentence: 'The from address is not verified with the e-mail provider.',
    remedy: 'Verify the address or its domain in SES, then retry the run.',
  },
  'recipient-refused': {
    status: 422,
    sentence: 'The provider refused the recipient.',
    remedy: 'Check the address or number of the contact.',
  },
  'email-bounced': {
    status: 422,
    sentence: 'The e-mail came back: the mailbox does not exist or takes no mail.',
    remedy: 'Correct the address of the contact.',
  },
  'recipient-unreachable': {
    status: 422,
    sentence: 'The phone could not be reached: it is switched off or out of coverage.',
    remedy: 'Nothing to do, or reach the person another way.',
  },
  'region-not-permitted': {
    status: 422,
    sentence: 'The SMS provider’s account may not send to this country.',
    remedy: 'Permit the country under Messaging, Geo permissions in Twilio, then retry the run.',
  },
  'from-number-not-usable': {
    status: 422,
    sentence: 'The number that texts are sent from cannot send to this recipient.',
    remedy: 'Use a number of your Twilio account that can send SMS, registered for the country; then retry the run.',
  },
  'message-too-long': {
    status: 422,
    sentence: 'The text message is longer than 1,600 characters.',
    remedy: 'Shorten the message in the workflow, save it, then retry the run.',
  },
  'message-filtered': {
    status: 422,
    sentence: 'The carrier filtered the text message out.',
    remedy: 'Look at the message’s wording and your number’s registration at Twilio.',
  },
  'provider-account-paused': {
    status: 422,
    sentence: 'The provider has paused sending for the account.',
    remedy: 'Have the pause lifted with the provider, then retry the run.',
  },
  'provider-refused': {
    status: 422,
    sentence: 'The provider refused the message.',
    remedy: 'Read the provider’s own words below, mend the cause, then retry the run.',
  },
  'provider-not-configured': {
    status: 422,
    sentence: 'No provider is set up for this channel.',
    remedy: 'Set the provider’s environment variables (see docs/operating.md), then retry the run.',
  },
  'provider-credentials-refused': {
    status: 422,
    sentence: 'The provider refused Canvass’s credentials.',
    remedy: 'Correct the provider’s credentials (see docs/operating.md), then retry the run.',
  },
  'provider-throttled': {
    status: 503,
    sentence: 'The provider asked to slow down.',
    remedy: 'Nothing to do: it is tried again by itself.',
  },
  'provider-unavailable': {
    status: 503,
    sentence: 'The provider could not be reached or failed.',
    remedy: 'Nothing to do: it is tried again by itself for 24 hours.',
  },
  'provider-rate-reached': {
    status: 503,
    sentence: 'More messages wait than the provider’s account may send per second.',
    remedy: 'Nothing to do: it is sent in its turn. Ask the provider for a higher sending rate if this lasts.',
  },
  'provider-quota-reached': {
    status: 503,
    sentence: 'The provider’s account has sent as many messages as it may within 24 hours.',
    remedy:
      'Nothing to do: it is sent when the quota allows it again. Ask the provider for a higher quota if this recurs.',
  },
  'provider-resting': {
    status: 503,
    sentence: 'The provider failed many times in a row, so it is left alone for some minutes.',
    remedy: 'Nothing to do: single messages try it out, and the others follow as soon as one is accepted.',
  },
  'delivery-unknown': {
    status: 409,
    sentence: 'The connection broke while the message was handed over: it may have been sent.',
    remedy: 'Look for it at the provider; then mark it as sent, or send it again.',
  },
  'retries-exhausted': {
    status: 503,
    sentence: 'It failed again and again for 24 hours.',
    remedy: 'Look at the last failure’s cause, then retry the run.',
  },
  'earlier-step-failed': {
    status: 409,
    sentence: 'A step that this one depends on failed, so it was not done.',
    remedy: 'Mend the step that failed, then retry the run.',
  },
  'conditions-no-longer-met': {
    status: 409,
    sentence: 'After a wait, conditions were no longer met, so this step was not done.',
    remedy: 'Nothing to do, if that is as it should be: the wait says which condition was not met.',
  },
  'wait-date-missing': {
    status: 422,
    sentence: 'The date to wait for is empty.',
    remedy: 'Fill the field in Salesforce, give the piped text a default, or let the step continue on failure.',
  },
  'wait-date-unreadable': {
    status: 422,
    sentence: 'The text to wait for is not a date.',
    remedy: 'Use a date or date-time field, or write the date as 2026-03-31 or 2026-03-31T09:00:00Z.',
  },
  'wait-too-long': {
    status: 422,
    sentence: 'The run would wait for more than a year.',
    remedy: 'Check the date on the record, or the offset of the wait.',
  },
  'run-cancelled': {
    status: 409,
    sentence: 'The run was cancelled before this step was done.',
    remedy: 'Nothing to do: somebody wanted it so.',
  },
  'revision-unreadable': {
    status: 500,
    sentence: 'The workflow’s revision of that moment could not be read, so nothing was done.',
    remedy: 'Open the workflow and save it again, then replay the notification.',
  },
  // webhooks
  'webhook-refused': {
    status: 503,
    sentence: 'The endpoint did not answer with a status of 200 to 299.',
    remedy: 'Read its answer in the attempt, mend the receiver, then replay what failed.',
  },
  'webhook-redirected': {
    status: 503,
    sentence: 'The endpoint answered with a redirect, which webhooks do not follow.',
    remedy: 'Set the address that it leads to as the URL of the webhook, then replay what failed.',
  },
  'webhook-timeout': {
    status: 503,
    sentence: 'The endpoint did not answer in time.',
    remedy: 'Have the receiver answer first and work afterwards, then replay what failed.',
  },
  'webhook-unreachable': {
    status: 503,
    sentence: 'No connection to the endpoint could be made.',
    remedy: 'Check its name, port, certificate and firewall, then replay what failed.',
  },
  'webhook-address-refused': {
    status: 422,
    sentence: 'The endpoint’s address is not one that webhooks may call.',
    remedy: 'Use a public https address, or have the operator allow the network with WEBHOOK_ALLOWED_NETWORKS.',
  },
  'webhook-subject-gone': {
    status: 410,
    sentence: 'What the event tells of is older than the retention and was deleted before it could be sent.',
    remedy: 'Nothing to do; a longer RETENTION_DAYS keeps more to replay.',
  },
  'task-crashed': {
    status: 500,
    sentence: 'Canvass failed at this task; the fault is ours.',
    remedy: 'Retry the run; if it fails again, report the trace id.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
