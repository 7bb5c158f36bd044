import { activityTopics } from '@canvass/database';
import { expect, test } from 'vitest';
import { queriesShowing } from './invalidation.ts';
import { parseTopics } from './live-events.ts';

test('topics are read from an event, and nothing from what is none', () => {
  expect(parseTopics('{"topics":["runs","contacts"]}')).toEqual(['runs', 'contacts']);
  expect(parseTopics('{"topics":[1,"runs"]}')).toEqual(['runs']);
  expect(parseTopics('hello')).toEqual([]);
  expect(parseTopics('null')).toEqual([]);
});

test('every kind of change makes the home page look again', () => {
  expect(activityTopics.filter((topic) => !queriesShowing([topic]).has('home'))).toEqual([]);
});

test('a delivery that moves is seen on its run and its distribution', () => {
  expect([...queriesShowing(['deliveries'])]).toEqual(expect.arrayContaining(['deliveries', 'distributions', 'runs']));
});

test('lists being read are left to their heads', () => {
  expect(activityTopics.some((topic) => queriesShowing([topic]).has('pages'))).toBe(false);
});
