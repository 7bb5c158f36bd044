/** What a message of unknown fate is taken for: it went out, or it did not and is sent once more. */
export const unknownResolutions = ['sent', 'not-sent'] as const;
export type UnknownResolution = (typeof unknownResolutions)[number];

/** What becomes of a workspace's messages of unknown fate that nobody has decided on. */
export interface UnknownDeliveryRule {
  /** Null = nothing: somebody decides on each. */
  settleAs: UnknownResolution | null;
  afterHours: number;
}

export const unknownAfterHours = { least: 1, most: 720, usual: 24 } as const;

export const noUnknownDeliveryRule: UnknownDeliveryRule = { settleAs: null, afterHours: unknownAfterHours.usual };

/** Who settled a delivery, in its history and in the audit log, where it was the rule. */
export const byRule = 'rule';
