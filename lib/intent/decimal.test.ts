import { describe, expect, test } from '@jest/globals';
import { fc } from '../../test/support/fast-check';
import {
  compareDecimals,
  type Decimal,
  decimalValue,
  floor,
  formatDecimal,
  parseDecimal,
  plus,
  shift,
} from './decimal';

const decimal = fc.record({ digits: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat(20) });
const read = (text: string) => parseDecimal(text) as Decimal;

describe('decimals', () => {
  test.each([
    ['0.1', '0.1'],
    ['-3', '-3'],
    ['+05.50', '5.5'],
    ['1e3', '1000'],
    ['1.5E-3', '0.0015'],
    ['-0.0', '0'],
    ['9007199254740993', '9007199254740993'],
    ['0.12345678901234567890123', '0.12345678901234567890123'],
  ])('%s is %s', (text, expected) => {
    expect(formatDecimal(read(text))).toBe(expected);
  });

  test.each(['', '1.', '.5', '1,5', '0x10', '1e', 'NaN', 'Infinity', '--1', '1e9999', '1'.repeat(500)])(
    '%j is no number',
    text => expect(parseDecimal(text)).toBeUndefined(),
  );

  test('what is written is what was read', () => {
    fc.assert(
      fc.property(decimal, ({ digits, scale }) => {
        const text = formatDecimal(shift({ digits, scale: 0 }, -scale));
        expect(formatDecimal(read(text))).toBe(text);
      }),
    );
  });

  test('scaling there and back loses nothing', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: -30, max: 30 }), (value, exponent) => {
        expect(compareDecimals(shift(shift(value, exponent), -exponent), value)).toBe(0);
      }),
    );
  });

  test('the order is that of numbers, and its ends exchange signs', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const scale = 10n ** 20n;
        const [left, right] = [a, b].map(({ digits, scale: own }) => (digits * scale) / 10n ** BigInt(own)) as [
          bigint,
          bigint,
        ];
        expect(Math.sign(compareDecimals(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
        expect(compareDecimals(a, b) + compareDecimals(b, a)).toBe(0);
      }),
    );
  });

  test('the floor is whole, not above, and less than one below', () => {
    fc.assert(
      fc.property(decimal, value => {
        const whole = floor(value);
        expect(whole.scale).toBe(0);
        expect(compareDecimals(whole, value)).toBeLessThanOrEqual(0);
        expect(compareDecimals(plus(whole, 1n), value)).toBe(1);
      }),
    );
  });

  test('as data: a number where it is exact, else a bigint or a text', () => {
    expect(
      ['0.25', '100000', '9007199254740993', '0.12345678901234567890123'].map(text => decimalValue(read(text))),
    ).toEqual([0.25, 100000, 9007199254740993n, '0.12345678901234567890123']);
  });
});
