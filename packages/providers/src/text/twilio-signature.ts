import twilio from 'twilio';

/**
 * True when Twilio made this request: its signature is over the full public address and the form's parameters.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function isSignedByTwilio(
  authToken: string,
  signature: string | undefined,
  url: string,
  parameters: Readonly<Record<string, string>>,
): boolean {
  return signature !== undefined && twilio.validateRequest(authToken, signature, url, parameters);
}
