import { expect, test } from '@jest/globals';
import { equal } from './compare';
import { Frame } from './frame';
import { celValue } from './from-yaml';
import { CelMap, type CelValue, Double } from './value';

const mapOf = (value: CelValue | undefined): CelMap => {
  if (!(value instanceof CelMap)) throw new TypeError('no map');
  return value;
};

test('a mapping is a map of its entries, with numbers as ints and doubles', () => {
  const map = mapOf(celValue({ a: 1, b: 1.5, c: null, d: { e: ['x'] } }));
  expect([map.size, [...map.keys()]]).toEqual([4, ['a', 'b', 'c', 'd']]);
  expect([map.get('a'), map.get('b'), map.get('c'), map.get('missing'), map.get(1)]).toEqual([
    ...[1, new Double(1.5), null, undefined, undefined],
  ]);
  expect([map.has('c'), map.has('missing'), map.has('toString'), map.get('toString')]).toEqual([
    ...[true, false, false, undefined],
  ]);
  expect([...mapOf(map.get('d')).entries()]).toEqual([['e', ['x']]]);
});

test('its parts stay the same ones, however they are read', () => {
  const map = mapOf(celValue({ a: { b: [{ c: 1 }] } }));
  expect(map.get('a')).toBe(map.get('a'));
  expect([...map.entries()][0]?.[1]).toBe(map.get('a'));
  expect(mapOf(map.get('a')).get('b')).toBe(mapOf(map.get('a')).get('b'));
});

test('it equals the same map in another order, and a copy is a map of its own', () => {
  const map = mapOf(celValue({ a: 1, b: { c: 2 } }));
  const work = new Frame([], 1);
  expect(equal(map, celValue({ b: { c: 2 }, a: 1 }), work)).toBe(true);
  expect(equal(map, celValue({ b: { c: 3 }, a: 1 }), work)).toBe(false);
  const copy = map.copy();
  copy.set('a', 5);
  expect([copy.get('a'), map.get('a')]).toEqual([5, 1]);
});

test('a key that objects of JavaScript have is a key as any', () => {
  const value = JSON.parse('{"__proto__": {"x": 1}}');
  expect(mapOf(mapOf(celValue(value)).get('__proto__')).get('x')).toBe(1);
});
