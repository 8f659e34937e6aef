import { describe, expect, test } from '@jest/globals';
import { CONDITIONS, conditionOf, splitSign } from './conditions';

describe('conditions', () => {
  test('each is spelt in its own way, in any case and with any separator', () => {
    for (const condition of CONDITIONS) {
      expect(conditionOf(condition)).toBe(condition);
      expect(conditionOf(condition.toLowerCase().replaceAll('_', ' '))).toBe(condition);
      expect(conditionOf(condition.slice(3).replaceAll('_', ''))).toBe(condition);
    }
  });

  test.each([
    // Rel-17.0, and slips of the published files.
    ['Is_equal_to', 'IS_EQUAL_TO'],
    ['Is_less _than', 'IS_LESS_THAN'],
    ['Is_equal _than', 'IS_EQUAL_TO'],
    ['Is_within_the_range', 'IS_WITHIN_RANGE'],
    ['S_EQUAL_TO', 'IS_EQUAL_TO'],
    ['IS_less_THAN', 'IS_LESS_THAN'],
    // Source systems, TMF921 dialects, peers.
    ['LessThanOrEqual', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['LESS_THAN_OR_EQUAL', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['IS_LESS_THAN_OR_EQUAL_TO', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['greaterThanOrEqual', 'IS_EQUAL_TO_OR_GREATER_THAN'],
    ['notEqual', 'IS_NOT_ONE_OF'],
    ['between', 'IS_WITHIN_RANGE'],
    ['atMost', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['larger', 'IS_GREATER_THAN'],
    ['≤', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['>=', 'IS_EQUAL_TO_OR_GREATER_THAN'],
  ])('%s is %s', (written, condition) => {
    expect(conditionOf(written)).toBe(condition);
  });

  test.each(['IS_LES_THAN', 'CONTAINS', '', 'constructor'])('%j is none', written => {
    expect(conditionOf(written)).toBeUndefined();
  });

  test('a sign in front of a value is taken off', () => {
    expect(splitSign(' <= 1ms')).toEqual({ condition: 'IS_EQUAL_TO_OR_LESS_THAN', rest: '1ms' });
    expect(splitSign('>1Gbps')).toEqual({ condition: 'IS_GREATER_THAN', rest: '1Gbps' });
    expect(splitSign('1ms')).toBeUndefined();
  });
});
