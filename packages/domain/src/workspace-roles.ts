/** What a member is in a workspace, from most to least. */
export const roles = ['admin', 'editor', 'analyst', 'viewer'] as const;
export type Role = (typeof roles)[number];
