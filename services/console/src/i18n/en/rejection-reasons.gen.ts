// made by `npm run docs:reference` from packages/domain/src/rejection-reasons.ts
export const rejectionReasons = {
  "source-disabled": {
    "sentence": "The event source is disabled.",
    "remedy": "Enable it here, or stop the sender: in Salesforce, the flow or the outbound message."
  },
  "url-expired": {
    "sentence": "The message was sent to a URL that has been replaced.",
    "remedy": "Put the new URL of this event source where the old one is: in Salesforce, into the outbound message."
  },
  "wrong-organization": {
    "sentence": "The message comes from another Salesforce org.",
    "remedy": "Make an event source of its own for that org: production and each sandbox have their own."
  },
  "wrong-object": {
    "sentence": "The message is about another object.",
    "remedy": "Make an event source of its own for that object, and use its URL in that outbound message."
  },
  "object-unknown": {
    "sentence": "The message does not name its object, and the event source has seen none yet.",
    "remedy": "Send a message of the Salesforce org itself first; it names the object."
  },
  "not-utf-8": {
    "sentence": "The message is not UTF-8.",
    "remedy": "Send UTF-8. Salesforce does: find what stands between it and Canvass and changes the message."
  },
  "not-well-formed": {
    "sentence": "The message is not well-formed XML.",
    "remedy": "Find what stands between Salesforce and Canvass and changes the message; the place is named above."
  },
  "forbidden-markup": {
    "sentence": "The message has a DTD, an entity declaration or a processing instruction, which SOAP 1.1 forbids.",
    "remedy": "Salesforce never sends these: find out who else knows this URL, and rotate it."
  },
  "not-an-outbound-message": {
    "sentence": "The request is not an outbound message of Salesforce.",
    "remedy": "Use this URL only as endpoint of an outbound message; for a test, send one of the samples."
  },
  "organization-missing": {
    "sentence": "The message does not say which Salesforce org it comes from.",
    "remedy": "Send a message of the Salesforce org itself: OrganizationId has 15 or 18 letters and digits."
  },
  "notification-id-missing": {
    "sentence": "A notification has no valid Id.",
    "remedy": "Send a message of the Salesforce org itself: each Notification has an Id of 15 or 18 letters and digits."
  },
  "notification-count": {
    "sentence": "The message does not have 1 to 100 notifications.",
    "remedy": "Salesforce sends 1 to 100: split the message if another program sends it."
  },
  "mixed-objects": {
    "sentence": "The message mixes several objects.",
    "remedy": "An outbound message has one object: split the message if another program sends it."
  },
  "conflicting-notifications": {
    "sentence": "The message uses one notification Id for different records.",
    "remedy": "Salesforce gives each notification its own Id: correct the program that sends this."
  },
  "too-complex": {
    "sentence": "The message is nested too deep, or has too many fields, attributes or too long names.",
    "remedy": "Send fewer fields: in Salesforce, select fewer in the outbound message."
  },
  "too-large": {
    "sentence": "The message is larger than allowed.",
    "remedy": "Send fewer long texts or smaller batches, or raise MAX_BODY_BYTES of the ingress."
  },
  "unsupported-encoding": {
    "sentence": "The content encoding of the request is not known, or its compressed data is damaged.",
    "remedy": "Send the message plain or compressed with gzip."
  },
  "credentials-missing": {
    "sentence": "The request has neither a token nor a signature.",
    "remedy": "Send the token of this event source as “Authorization: Bearer …”, or sign the request with its key."
  },
  "credentials-wrong": {
    "sentence": "The token or the signature is not one of this event source.",
    "remedy": "Put the newest secret of this event source into the sender; a secret that was replaced ends with its overlap."
  },
  "signature-stale": {
    "sentence": "The signature is too old, or its time is in the future.",
    "remedy": "Sign each request at the moment it is sent, and set the clock of the sender."
  },
  "unsupported-content-type": {
    "sentence": "The content of the request is not said to be JSON.",
    "remedy": "Send the header “Content-Type: application/json”."
  },
  "not-json": {
    "sentence": "The request is not JSON.",
    "remedy": "Send one JSON object, or an array of them; the place of the mistake is named above."
  },
  "not-an-event": {
    "sentence": "The JSON is not an event: an event is an object with at least one field.",
    "remedy": "Send one JSON object, or an array of up to 1,000 of them."
  },
  "event-count": {
    "sentence": "The request does not have 1 to 1,000 events.",
    "remedy": "Send larger batches in several requests."
  },
  "event-key-missing": {
    "sentence": "An event has no usable idempotency key, so that an event that comes again could not be told from a new one.",
    "remedy": "Send the header Idempotency-Key, or a field for it that the settings of the event source name."
  },
  "conflicting-events": {
    "sentence": "The request uses one idempotency key for different events.",
    "remedy": "Give each event a key of its own; only a repetition of the same event has the same key."
  },
  "field-unusable": {
    "sentence": "A field of an event cannot be kept as it is.",
    "remedy": "Rename the field, or correct its value, in the sender; the place is named above."
  },
  "address-not-allowed": {
    "sentence": "The request comes from an address that is not on the allow-list of this event source.",
    "remedy": "If the sender is yours, add its address under Settings; otherwise rotate the URL: somebody else knows it."
  },
  "certificate-missing": {
    "sentence": "The proxy in front of Canvass did not say that the sender has shown its certificate.",
    "remedy": "Let the proxy ask for a client certificate and pass it on in the header named under Settings."
  },
  "certificate-not-accepted": {
    "sentence": "The sender has shown another certificate than this event source expects.",
    "remedy": "Compare the subject or fingerprint under Settings with the certificate that the sender has now."
  },
  "test-ticket-unknown": {
    "sentence": "The request says that it is a test message of the console, but its ticket was used or is too old.",
    "remedy": "Send the test message again from the console. If nobody did, somebody else knows this URL: rotate it."
  }
};
