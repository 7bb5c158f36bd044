/**
 * Which queries look again when a topic changed: query keys begin with the topic that they show most of. Lists being
 * read (`pages`) are left alone: their heads tell what is new.
 */
const shownBy: Record<string, string[]> = {
  runs: ['runs', 'home', 'workflows', 'contact-history'],
  contacts: ['contacts', 'home', 'contact-history'],
  deliveries: ['deliveries', 'distributions', 'runs', 'home', 'contact-history'],
  responses: ['responses', 'surveys', 'distributions', 'home', 'contact-history'],
  'event-sources': ['event-sources', 'home'],
  operations: ['operations', 'home'],
  webhooks: ['webhooks', 'home'],
  rejections: ['rejections', 'event-sources', 'home'],
};

export function queriesShowing(topics: Iterable<string>): Set<string> {
  return new Set([...topics].flatMap((topic) => shownBy[topic] ?? [topic]));
}
