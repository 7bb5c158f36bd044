/** What the org knows of one notification. */
export interface LedgerEntry {
  readonly notificationId: string;
  readonly recordId: string;
  /** Attempts that carried it, duplicates included. */
  attempts: number;
  /** When an `Ack` was first answered, even if that answer was then lost on the way. */
  firstAnsweredAt: Date | null;
  /** When the org first saw an `Ack`; null = it would still be sending. */
  acknowledgedAt: Date | null;
}

/** The org's own record of what it sent and what was acknowledged, to be held against what the receiver shows. */
export class OrgLedger {
  readonly #entries = new Map<string, LedgerEntry>();
  /** Why attempts failed, with how often. */
  readonly failures = new Map<string, number>();
  messages = 0;
  lostAcks = 0;
  duplicates = 0;

  entry(notificationId: string, recordId: string): LedgerEntry {
    const known = this.#entries.get(notificationId);
    if (known) return known;
    const fresh = { notificationId, recordId, attempts: 0, firstAnsweredAt: null, acknowledgedAt: null };
    this.#entries.set(notificationId, fresh);
    return fresh;
  }

  failed(reason: string): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  }

  get entries(): LedgerEntry[] {
    return [...this.#entries.values()];
  }

  get acknowledged(): number {
    return this.entries.filter((entry) => entry.acknowledgedAt !== null).length;
  }
}
