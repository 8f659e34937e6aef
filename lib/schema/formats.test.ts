import { describe, expect, test } from '@jest/globals';
import { FORMAT_TEXTS } from '../../test/support/format-texts';
import { formatOf } from './formats';

describe('texts of each format', () => {
  test.each(FORMAT_TEXTS)('$format', ({ format, good, bad }) => {
    const isValid = (text: string) => formatOf(format, '1.36')?.isValid(text) ?? true;
    expect(good.filter(text => !isValid(text))).toEqual([]);
    expect(bad.filter(isValid)).toEqual([]);
  });

  test('the example of a format is one', () => {
    for (const { format } of FORMAT_TEXTS) {
      const known = formatOf(format, '1.36');
      expect([format, known?.isValid(known.example)]).toEqual([format, known ? true : undefined]);
    }
  });
});

test('dashes do not count, and a format may be newer than the cluster', () => {
  expect(formatOf('date-time', '1.32')?.name).toBe('datetime');
  expect(formatOf('k8s-short-name', '1.34')).toBeUndefined();
  expect(formatOf('k8s-short-name', '1.35')?.name).toBe('k8sshortname');
  expect(formatOf('constructor', '1.36')).toBeUndefined();
});

test('long texts take no long time', () => {
  for (const format of ['email', 'hostname', 'uri', 'duration']) {
    expect(formatOf(format, '1.36')?.isValid(`${'a.'.repeat(100_000)}!`)).toBe(false);
  }
});
