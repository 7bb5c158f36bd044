import { expect, test } from 'vitest';
import { findDrift } from './reference-documents.ts';

test('the pages made from the code are as the code says (npm run docs:reference)', () => {
  expect(findDrift()).toBe(null);
});
