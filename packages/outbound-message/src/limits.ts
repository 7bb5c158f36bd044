/** Bounds on the shape of a message. The size in bytes is bounded where the body is read. */
export interface ParseLimits {
  /** Elements inside each other; a real message has six. */
  readonly maxDepth: number;
  /** Characters of an element or attribute name; Salesforce's longest are below 100. */
  readonly maxNameLength: number;
  /** Attributes of one element, and namespace declarations in scope at once. */
  readonly maxAttributes: number;
  readonly maxAttributeLength: number;
  /** Fields of one record; Salesforce allows 900 or so on an object. */
  readonly maxFields: number;
  /** Salesforce's own maximum is 100. */
  readonly maxNotifications: number;
}

export const defaultLimits: ParseLimits = {
  maxDepth: 32,
  maxNameLength: 256,
  maxAttributes: 64,
  maxAttributeLength: 4096,
  maxFields: 1000,
  maxNotifications: 100,
};
