import type { RejectionReason } from '@canvass/domain';

/** One notification, its values exactly as received. */
export interface ParsedNotification {
  /** 15 or 18 letters and digits. */
  readonly id: string;
  readonly recordId: string | null;
  /** The fields' text by name, `Id` among them; null = nil. A field that was null in Salesforce is absent. */
  readonly fields: Readonly<Record<string, string | null>>;
}

export interface ParsedMessage {
  readonly kind: 'message';
  /** 15 or 18 letters and digits. */
  readonly organizationId: string;
  /** The object that all notifications are about; null when the message doesn't name it. */
  readonly objectType: string | null;
  readonly notifications: readonly ParsedNotification[];
}

export interface RefusedMessage {
  readonly kind: 'refused';
  readonly reason: RejectionReason;
  /** What was met and, where there is one, at which element. Never a value of the message. */
  readonly detail: string;
  /** Both from 1; null where the reason has no single place. */
  readonly place: { readonly line: number; readonly column: number } | null;
  /** The notification ids read up to that place. */
  readonly notificationIds: readonly string[];
}
