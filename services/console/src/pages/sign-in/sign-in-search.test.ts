import { expect, test } from 'vitest';
import { parseSignInSearch } from './sign-in-search.ts';

test('one comes back to a page of the console', () => {
  expect(parseSignInSearch({ next: '/runs?status=failed', expired: true })).toEqual({
    next: '/runs?status=failed',
    expired: true,
  });
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', 7])(
  'signing in never leads to %s',
  (next) => {
    expect(parseSignInSearch({ next })).toEqual({});
  },
);
