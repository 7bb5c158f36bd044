/** What is pasted into the outbound message in Salesforce. */
export function endpointUrl(ingressUrl: string, token: string): string {
  return `${ingressUrl}/in/${token}`;
}
