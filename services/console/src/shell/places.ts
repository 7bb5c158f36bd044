/** Where one can go: the left navigation and the `g` keys, in this order. */
export const places = [
  { key: 'home', to: '/', group: null, letter: 'h' },
  { key: 'workflows', to: '/workflows', group: null, letter: 'w' },
  { key: 'runs', to: '/runs', group: null, letter: 'r' },
  { key: 'contacts', to: '/contacts', group: 'people', letter: 'c' },
  { key: 'surveys', to: '/surveys', group: 'asking', letter: 's' },
  { key: 'distributions', to: '/distributions', group: 'asking', letter: 'd' },
  { key: 'eventSources', to: '/event-sources', group: 'comingIn', letter: 'e' },
  { key: 'rejections', to: '/rejections', group: 'comingIn', letter: 'j' },
  { key: 'team', to: '/settings/team', group: 'settings', letter: 't' },
  { key: 'apiKeys', to: '/settings/api-keys', group: 'settings', letter: 'k' },
  { key: 'webhooks', to: '/settings/webhooks', group: 'settings', letter: 'b' },
  { key: 'unknownDeliveries', to: '/settings/unknown-deliveries', group: 'settings', letter: 'u' },
  { key: 'auditLog', to: '/settings/audit-log', group: 'settings', letter: 'a' },
] as const;
