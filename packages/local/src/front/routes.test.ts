import { expect, test } from 'vitest';
import { routeOf } from './routes.ts';

test.each([
  ['/in/token', 'ingress'],
  ['/s/token', 'survey'],
  ['/o/token', 'survey'],
  ['/preview/token', 'survey'],
  ['/webhooks/twilio/status', 'survey'],
  ['/api/v1/runs', 'api'],
  ['/', 'api'],
  ['/surveys', 'api'],
  ['/inbox', 'api'],
])('%s is answered by %s', (path, service) => {
  expect(routeOf(path)).toBe(service);
});
