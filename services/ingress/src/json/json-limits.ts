/** Bounds on the shape of a request in JSON. Its size in bytes is bounded where the body is read. */
export const jsonLimits = {
  /** Objects and arrays inside each other. */
  maxDepth: 32,
  /** Fields of one event, nested ones counted: what an event source learns at most. */
  maxFields: 1000,
  /** Characters of a field's name, the names above it included. */
  maxNameLength: 255,
  maxEvents: 1000,
  /** Characters of an idempotency key. */
  maxKeyLength: 255,
  /** Digits and signs of a number. */
  maxNumberLength: 1000,
} as const;
