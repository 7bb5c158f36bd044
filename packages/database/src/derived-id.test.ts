import { NotificationId, RunId } from '@canvass/domain';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { derivedId, idSpan } from './derived-id.ts';
import { newId } from './new-id.ts';

/** Ids as the application makes them, at any time of some thousand years and with any sequence. */
const ids = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 45 }),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  )
  .map(([msecs, seq, random]) => v7({ msecs, seq, random }));
const names = fc.array(fc.string(), { minLength: 1, maxLength: 3 });
const timeAndSequence = (id: string) => id.slice(0, 24) + (Number.parseInt(id.charAt(25), 16) & 0b1100).toString(16);

test('children sort as their parents do, however they are named', () => {
  fc.assert(
    fc.property(ids, ids, names, names, (one, other, oneName, otherName) => {
      fc.pre(timeAndSequence(one) !== timeAndSequence(other));
      const [child, otherChild] = [derivedId(RunId, one, ...oneName), derivedId(RunId, other, ...otherName)];
      expect(child < otherChild).toBe(one < other);
    }),
  );
});

test('children of notifications that one process made one after the other stay in that order', () => {
  const parents = Array.from({ length: 1_000 }, () => newId(NotificationId));
  const children = parents.map((parent) => derivedId(RunId, parent, 'w'));
  expect(children.toSorted()).toEqual(children);
});

test('a derived id is a UUID of version 7 with the time of its parent', () => {
  fc.assert(
    fc.property(ids, names, (parent, given) => {
      const child = derivedId(RunId, parent, ...given);
      expect(child).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(child.slice(0, 13)).toBe(parent.slice(0, 13));
    }),
  );
});

test('the same parent and names give the same id, at any time and in any process', () => {
  fc.assert(
    fc.property(ids, names, (parent, given) => {
      expect(derivedId(RunId, parent.toUpperCase(), ...given)).toBe(derivedId(RunId, parent, ...given));
    }),
  );
  expect(derivedId(RunId, '019ab7f2-0000-7000-8000-000000000001', 'step')).toBe('019ab7f2-0000-7000-8000-02b6e31a518d');
});

test('another name, or another parent, gives another id', () => {
  fc.assert(
    fc.property(ids, ids, names, names, (one, other, oneName, otherName) => {
      fc.pre(one !== other || JSON.stringify(oneName) !== JSON.stringify(otherName));
      expect(derivedId(RunId, one, ...oneName)).not.toBe(derivedId(RunId, other, ...otherName));
    }),
  );
});

test('names are told apart where their letters are the same', () => {
  const parent = newId(NotificationId);
  const made = [['ab'], ['a', 'b'], ['', 'ab'], ['ab', ''], []].map((given) => derivedId(RunId, parent, ...given));
  expect(new Set(made).size).toBe(made.length);
});

test('no two of ten thousand children of one parent share an id', () => {
  const parent = newId(NotificationId);
  const made = new Set<string>();
  for (let step = 0; step < 10_000; step += 1) made.add(derivedId(RunId, parent, `step ${step}`));
  expect(made.size).toBe(10_000);
});

test('the span of ids holds them, what is derived from them, and what they were derived from', () => {
  fc.assert(
    fc.property(fc.array(ids, { minLength: 1, maxLength: 20 }), names, (parents, given) => {
      const children = parents.map((parent) => derivedId(RunId, parent, ...given));
      for (const span of [idSpan(parents), idSpan(children)]) {
        for (const id of [...parents, ...children]) expect(id >= span.lo && id <= span.hi).toBe(true);
      }
    }),
  );
});

test('the span of no ids holds none of ours', () => {
  const { lo, hi } = idSpan([]);
  const id = newId(RunId);
  expect(id >= lo && id <= hi).toBe(false);
});
