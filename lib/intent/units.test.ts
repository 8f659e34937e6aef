import { describe, expect, test } from '@jest/globals';
import { fc } from '../../test/support/fast-check';
import type { YamlValue } from '../yaml/value';
import { formatDecimal } from './decimal';
import { measure } from './units';

/** `5 ms`, or why there is none. */
function told(value: YamlValue, base?: string, stated?: string): string {
  const measured = measure(value, base, stated);
  if (measured.status === 'refused') return `refused: ${measured.reason}`;
  if (measured.status !== 'quantity') return measured.status;
  return `${formatDecimal(measured.quantity.decimal)} ${measured.quantity.unit}`;
}

describe('quantities in their base unit', () => {
  test.each<[YamlValue, string | undefined, string]>([
    [20, 'ms', '20 ms'],
    ['1ms', undefined, '1 ms'],
    ['250us', undefined, '0.25 ms'],
    ['0.5 s', undefined, '500 ms'],
    ['5ms', 'µs', '5000 µs'],
    ['0.1Gbps', undefined, '100000 kbit/s'],
    ['1000Mbps', 'kbit/s', '1000000 kbit/s'],
    ['1 Gbit/s', undefined, '1000000 kbit/s'],
    ['20 mbit/s', 'kbit/s', '20000 kbit/s'],
    ['8bps', undefined, '0.008 kbit/s'],
    ['99.999%', undefined, '99.999 percent'],
    ['1e3 kbps', undefined, '1000 kbit/s'],
    [9007199254740993n, 'kbit/s', '9007199254740993 kbit/s'],
    ['9007199254740.993Gbps', undefined, '9007199254740993000 kbit/s'],
    ['-3', 'ms', '-3 ms'],
    // A number without a unit, or no number at all: nothing is guessed.
    [5, undefined, 'plain'],
    ['fast', 'ms', 'text'],
    ['<1ms', 'ms', 'text'],
    ['10MB/s', undefined, 'text'],
    [true, 'ms', 'text'],
    [{ start: 1 }, 'ms', 'text'],
    [null, 'ms', 'text'],
    // Another quantity, or a unit no one knows, where a quantity is due.
    ['5ms', 'kbit/s', 'refused: ms measures time, not rate (kbit/s)'],
    ['10MB/s', 'kbit/s', 'refused: "MB/s" is no unit of rate: B is bytes; give bits, such as 8Mbit/s for 1MB/s'],
    [
      '1Gibps',
      'kbit/s',
      'refused: "Gibps" is no unit of rate: factors of 1024 are not used for rates; give kbit/s, Mbit/s or Gbit/s',
    ],
  ])('%j (target unit %s): %s', (value, base, expected) => {
    expect(told(value, base)).toBe(expected);
  });

  test('case counts: mbps is no unit', () => {
    expect(told('1mbps', 'kbit/s')).toContain('upper and lower case count');
  });

  test('a unit beside the value counts; two that differ are refused', () => {
    expect(told(10, 'kbit/s', 'Mbps')).toBe('10000 kbit/s');
    expect(told('10 Mbit/s', 'kbit/s', 'Mbps')).toBe('10000 kbit/s');
    expect(told('0.999', 'percent', 'ratio')).toBe('99.9 percent');
    expect(told('10ms', 'ms', 's')).toBe('refused: the value is in ms, its unit says s: keep one of the two');
  });

  test('a step between units is a factor of 1000, whatever the number', () => {
    const number = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.nat(20)).map(([digits, scale]) => {
      const text = String(digits).padStart(scale + 1, '0');
      return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
    });
    fc.assert(
      fc.property(number, text => {
        expect(told(`${text} s`, 'ms')).toBe(told(`${text}e3 ms`, 'ms'));
        expect(told(`${text}Gbps`)).toBe(told(`${text}e6 kbps`));
        expect(told(`${text}%`)).toBe(told(`${text}e-2`, 'percent', 'ratio'));
      }),
    );
  });
});
