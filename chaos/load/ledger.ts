/** What the org knows of one notification, and what must have come of it once it was acknowledged. */
export interface SentNotification {
  readonly workspaceId: string;
  readonly notificationId: string;
  readonly caseNumber: string;
  /** The person, as Salesforce knows them. */
  readonly externalReference: string;
  readonly channel: 'email' | 'sms';
  readonly recipient: string;
  /** `failed`: its address is no address, so that nothing may be sent. */
  readonly mustEnd: 'succeeded' | 'failed';
  readonly attempts: number;
  readonly acknowledgedAt: Date | null;
}
