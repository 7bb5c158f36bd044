/** What a rejection says to whoever reads it. */
export interface RejectionReasonEntry {
  /** One plain sentence: why the message was not accepted. */
  readonly sentence: string;
  /** What to do now. */
  readonly remedy: string;
}

/** Why a message that reached a known event source was not accepted, once. A reason is never reused for something else. */
export const rejectionReasons = {
  'source-disabled': {
    sentence: 'The event source is disabled.',
    remedy: 'Enable it here, or deactivate the flow or the outbound message in Salesforce.',
  },
  'url-expired': {
    sentence: 'The message was sent to a URL that has been replaced.',
    remedy: 'Put the new URL of this event source into the outbound message in Salesforce.',
  },
  'wrong-organization': {
    sentence: 'The message comes from another Salesforce org.',
    remedy: 'Make an event source of its own for that org: production and each sandbox have their own.',
  },
  'wrong-object': {
    sentence: 'The message is about another object.',
    remedy: 'Make an event source of its own for that object, and use its URL in that outbound message.',
  },
  'object-unknown': {
    sentence: 'The message does not name its object, and the event source has seen none yet.',
    remedy: 'Send a message of the Salesforce org itself first; it names the object.',
  },
  'not-utf-8': {
    sentence: 'The message is not UTF-8.',
    remedy: 'Find what stands between Salesforce and Canvass and changes the message.',
  },
  'not-well-formed': {
    sentence: 'The message is not well-formed XML.',
    remedy: 'Find what stands between Salesforce and Canvass and changes the message; the place is named above.',
  },
  'forbidden-markup': {
    sentence: 'The message has a DTD, an entity declaration or a processing instruction, which SOAP 1.1 forbids.',
    remedy: 'Salesforce never sends these: find out who else knows this URL, and rotate it.',
  },
  'not-an-outbound-message': {
    sentence: 'The request is not an outbound message of Salesforce.',
    remedy: 'Use this URL only as endpoint of an outbound message; for a test, send one of the samples.',
  },
  'organization-missing': {
    sentence: 'The message does not say which Salesforce org it comes from.',
    remedy: 'Send a message of the Salesforce org itself: OrganizationId has 15 or 18 letters and digits.',
  },
  'notification-id-missing': {
    sentence: 'A notification has no valid Id.',
    remedy: 'Send a message of the Salesforce org itself: each Notification has an Id of 15 or 18 letters and digits.',
  },
  'notification-count': {
    sentence: 'The message does not have 1 to 100 notifications.',
    remedy: 'Salesforce sends 1 to 100: split the message if another program sends it.',
  },
  'mixed-objects': {
    sentence: 'The message mixes several objects.',
    remedy: 'An outbound message has one object: split the message if another program sends it.',
  },
  'conflicting-notifications': {
    sentence: 'The message uses one notification Id for different records.',
    remedy: 'Salesforce gives each notification its own Id: correct the program that sends this.',
  },
  'too-complex': {
    sentence: 'The message is nested too deep, or has too many fields, attributes or too long names.',
    remedy: 'Select fewer fields in the outbound message.',
  },
  'too-large': {
    sentence: 'The message is larger than allowed.',
    remedy: 'Select fewer long text fields in the outbound message, or raise MAX_BODY_BYTES of the ingress.',
  },
  'unsupported-encoding': {
    sentence: 'The content encoding of the request is not known, or its compressed data is damaged.',
    remedy: 'Send the message plain or compressed with gzip.',
  },
} as const satisfies Record<string, RejectionReasonEntry>;

export type RejectionReason = keyof typeof rejectionReasons;
