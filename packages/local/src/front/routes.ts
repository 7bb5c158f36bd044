/** The services that the public reaches. */
export const services = ['ingress', 'survey', 'api'] as const;
export type PublicService = (typeof services)[number];

const prefixes: readonly (readonly [string, PublicService])[] = [
  ['/in/', 'ingress'],
  ['/s/', 'survey'],
  ['/o/', 'survey'],
  ['/preview/', 'survey'],
  ['/webhooks/', 'survey'],
];

/** Which service answers a path; what no other claims is the API's and the console's. */
export function routeOf(path: string): PublicService {
  return prefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'api';
}
