import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../test/support/fast-check';
import { ipBytes, isMapped } from './ip-address';

/** Of the bytes, by what node:net says. */
const LENGTHS: Record<number, number> = { 0: 0, 4: 4, 6: 16 };

describe('the bytes of an address', () => {
  test.each<[string, readonly number[]]>([
    ['10.1.0.5', [10, 1, 0, 5]],
    ['::', new Array(16).fill(0)],
    ['2001:db8::5', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]],
    ['2001:0DB8:0:0::5', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]],
    ['1:2:3:4:5:6:7:8', [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ['::ffff:10.1.0.5', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 1, 0, 5]],
  ])('of %s', (text, bytes) => {
    expect(ipBytes(text)).toEqual(bytes);
  });

  test.each(['', '10.1.0', '10.1.0.05', '10.1.0.256', ':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8::'])(
    '%s has none',
    text => {
      expect(ipBytes(text)).toBeUndefined();
    },
  );

  test('are there where node:net takes a text for an address', () => {
    const part = fc.constantFrom(
      '0',
      '00',
      '1',
      '255',
      '256',
      'ff',
      'FFFF',
      '10000',
      '10.1.0.5',
      '1.2',
      ':',
      '::',
      '.',
    );
    const text = fc.array(part, { maxLength: 12 }).chain(parts => fc.constantFrom(parts.join(''), parts.join(':')));
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), text);
    fc.assert(
      fc.property(address, each => expect([each, ipBytes(each)?.length ?? 0]).toEqual([each, LENGTHS[isIP(each)]])),
    );
  });
});

test('an IPv4 address may be mapped into IPv6', () => {
  expect(['::ffff:1.2.3.4', '::1.2.3.4', '1.2.3.4'].map(text => isMapped(ipBytes(text) ?? []))).toEqual([
    true,
    false,
    false,
  ]);
});
