import { describe, expect, test } from '@jest/globals';
import { fc } from '../../test/support/fast-check';
import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';
import { resourceName } from './names';

describe('names of ids', () => {
  test.each(['ran-perf-001', 'a', 'cn.cap.1'])('%s is one already', id => {
    expect(resourceName(id)).toBe(id);
  });

  test.each([
    ['Test_Intent 001.v2', 'test-intent-001-v2-'],
    ['5G/核心', '5g-'],
    ['核心', 'x-'],
    ['-a-', 'a-'],
    ['a..b', 'a-b-'],
  ])('%s becomes one', (id, start) => {
    expect(resourceName(id).startsWith(start)).toBe(true);
  });

  test('any id gives a valid, stable name; different ids give different ones', () => {
    const id = fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' });
    fc.assert(
      fc.property(id, id, (a, b) => {
        const name = resourceName(a);
        expect(labelValueProblem(name)).toBeUndefined();
        // The prefix of a label key has the syntax of an object's name.
        expect(labelKeyProblem(`expectation-${name}/x`)).toBeUndefined();
        expect(resourceName(a)).toBe(name);
        if (a !== b) expect(resourceName(b)).not.toBe(name);
      }),
    );
  });
});
