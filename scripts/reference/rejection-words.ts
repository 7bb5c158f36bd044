import { rejectionReasons } from '@canvass/domain';

/** The console's English words of the reasons of a rejection: those of the domain, which the console does not import. */
export function rejectionWords(): string {
  return `// made by \`npm run docs:reference\` from packages/domain/src/rejection-reasons.ts
export const rejectionReasons = ${JSON.stringify(rejectionReasons, null, 2)};
`;
}
