import { describe, expect, test } from '@jest/globals';
import type { YamlValue } from '../yaml/value';
import { normalize, type Quantity, writtenUnit } from './units';

describe('quantities in their base unit', () => {
  test.each<[YamlValue, string | undefined, Quantity | undefined]>([
    [20, 'ms', { value: 20, unit: 'ms' }],
    ['1ms', undefined, { value: 1, unit: 'ms' }],
    ['250us', undefined, { value: 0.25, unit: 'ms' }],
    ['0.5 s', undefined, { value: 500, unit: 'ms' }],
    ['0.1Gbps', undefined, { value: 100000, unit: 'kbit/s' }],
    ['1000Mbps', 'kbit/s', { value: 1000000, unit: 'kbit/s' }],
    ['1 Gbit/s', undefined, { value: 1000000, unit: 'kbit/s' }],
    ['8bps', undefined, { value: 0.008, unit: 'kbit/s' }],
    ['99.999%', undefined, { value: 99.999, unit: 'percent' }],
    [9007199254740993n, 'kbit/s', { value: 9007199254740993n, unit: 'kbit/s' }],
    ['9007199254740.993Gbps', undefined, { value: 9007199254740993000n, unit: 'kbit/s' }],
    ['-3', 'ms', { value: -3, unit: 'ms' }],
    // No unit is known, another quantity, or no number at all: nothing is guessed.
    [5, undefined, undefined],
    ['10MB/s', undefined, undefined],
    ['1mbps', undefined, undefined],
    ['1Gibps', undefined, undefined],
    ['5ms', 'kbit/s', undefined],
    ['fast', 'ms', undefined],
    ['<1ms', 'ms', undefined],
    [true, 'ms', undefined],
    [{ start: 1 }, 'ms', undefined],
    [null, 'ms', undefined],
  ])('%j (target unit %s)', (value, unit, quantity) => {
    expect(normalize(value, unit)).toEqual(quantity);
  });

  test('the unit as it was written', () => {
    expect([writtenUnit('10Gbps'), writtenUnit('5'), writtenUnit(5), writtenUnit('1constructor')]).toEqual([
      'Gbps',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
