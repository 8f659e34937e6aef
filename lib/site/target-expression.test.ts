import { describe, expect, test } from '@jest/globals';
import { processorTime } from '../../test/support/processor-time';
import { matchesLabels, parseSelector } from './site-selector';
import { targetTerms, targetText } from './target-expression';

describe('the terms of a target', () => {
  test.each<[string, string | string[], string[]]>([
    ['a name', 'edge1', ['edge1']],
    ['names', ' edge1, edge2,edge1', ['edge1', 'edge2']],
    ['a list', ['edge1', 'both'], ['edge1', 'both']],
    ['one selector, commas and all', 'region=north,tier in (a, b)', ['region=north,tier in (a, b)']],
    ['a selector that excludes', 'tier notin (a,b),!old', ['tier notin (a,b),!old']],
    ['a key with a prefix', 'nephio.org/gpu', ['nephio.org/gpu']],
    [
      'names and selectors',
      'edge1,edge2; region=north,tier!=a; all',
      ['edge1', 'edge2', 'region=north,tier!=a', 'all'],
    ],
    ['a list with a selector', ['edge1', 'a=b,c=d'], ['edge1', 'a=b,c=d']],
    ['nothing', '', []],
  ])('%s', (_name, expression, terms) => {
    expect(targetTerms(expression)).toEqual(terms);
    const text = targetText(terms);
    expect(new Set(targetTerms(text))).toEqual(new Set(terms));
    expect(targetText(targetTerms(text))).toBe(text);
  });
});

describe('a selector', () => {
  const labels = { 'nephio.org/region': 'north', tier: 'a', empty: '' };

  test.each<[string, boolean]>([
    ['tier=a', true],
    ['tier==a', true],
    ['tier = b', false],
    ['tier!=b', true],
    ['missing!=b', true],
    ['tier in (a, b)', true],
    ['tier in (b)', false],
    ['tier notin (b, c)', true],
    ['missing notin (b)', true],
    ['nephio.org/region', true],
    ['!missing', true],
    ['!tier', false],
    ['empty=', true],
    ['nephio.org/region=north,tier in (a),!missing', true],
    ['nephio.org/region=north,tier=b', false],
    ['constructor', false],
  ])('%s: %s', (text, expected) => {
    const parsed = parseSelector(text);
    expect('requirements' in parsed && matchesLabels(parsed.requirements, labels)).toBe(expected);
  });

  test('of any length is read in a moment', () => {
    const milliseconds = processorTime(() => {
      expect(parseSelector(`a in (${'b,'.repeat(100_000)}`)).toHaveProperty('problem');
      expect(parseSelector(`${'a,'.repeat(100_000)}(`)).toHaveProperty('problem');
    });
    expect(milliseconds).toBeLessThan(2000);
  });

  test.each([
    ['a>1', '"a>1": "a>1" is no label key'],
    ['a=b=c', '"a=b=c": write key=value'],
    ['a=b c', '"a=b c": write key=value'],
    ['a in (b', '"a in (b": write key=value'],
    ['a=,', '"": write key=value'],
    ['a=-', '"-" is no label value'],
    ['-a=b', '"-a" is no label key'],
  ])('%s is none', (text, problem) => {
    const parsed = parseSelector(text);
    expect('problem' in parsed && parsed.problem).toContain(problem);
  });
});
