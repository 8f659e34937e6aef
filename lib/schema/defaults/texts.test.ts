import { expect, test } from '@jest/globals';
import { isLatest } from './image-tag';
import { canonicalAmount, canonicalQuantity, isMore, sumOfQuantities } from './quantity-text';
import { canonicalMicroTime, canonicalTime } from './time-text';

// What apimachinery 0.36 reads and writes.
test.each([
  ['1', '1'],
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1500m', '1500m'],
  ['1000', '1k'],
  ['1500', '1500'],
  ['100000', '100k'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1023Ki', '1023Ki'],
  ['0.5Ki', '512'],
  ['0Gi', '0'],
  ['-1024Ki', '-1Mi'],
  ['1e3', '1e3'],
  ['12E6', '12E6'],
  ['1.500', '1.500'],
  ['1.50', '1500m'],
  ['1.000', '1'],
  ['+1', '+1'],
  ['+1000m', '1'],
  ['+1Gi', '+1Gi'],
  ['01', '01'],
  ['5.', '5.'],
  ['-0', '0'],
  ['1e-3', '1e-3'],
  ['1E', '1E'],
  ['0.1e1', '1'],
  ['100u', '100u'],
  ['16Ei', '9223372036854775807'],
  ['0.1Ki', '102400m'],
  ['0.0001Gi', '107374182400u'],
  ['1e20', '100e18'],
  ['1.2345678901234567890', '1234567891n'],
  ['10Mo', '10Mo'],
])('the quantity %s is %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

test('amounts of resources are whole thousandths', () => {
  expect(canonicalAmount('0.1m')).toBe('1m');
  expect(canonicalAmount('1.0001')).toBe('1001m');
  expect(canonicalAmount('1.234567')).toBe('1235m');
  expect(canonicalAmount('1.234')).toBe('1.234');
  expect(canonicalQuantity('0.1m')).toBe('100u');
});

test('sums have the form of the first amount', () => {
  expect(sumOfQuantities(['512Mi', '0.5Gi'])).toBe('1Gi');
  expect(sumOfQuantities(['0', '1Gi'])).toBe('1Gi');
  expect(sumOfQuantities(['200m', '1'])).toBe('1200m');
  expect(isMore('1Gi', '1G')).toBe(true);
  expect(isMore('1', '1000m')).toBe(false);
});

// What ParseImageName in pkg/util/parsers makes of them.
test.each([
  ['nginx', true],
  ['nginx:latest', true],
  ['example.com:5000/a/b', true],
  ['localhost/app', true],
  ['nginx:1.27', false],
  [`nginx@sha256:${'0'.repeat(64)}`, false],
  [`nginx:latest@sha256:${'0'.repeat(64)}`, true],
  ['Nginx', false],
  ['UPPER/app', true],
  ['', false],
  ['a'.repeat(64), false],
  ['b:', false],
])('%s is of the tag latest: %s', (image, expected) => {
  expect(isLatest(image)).toBe(expected);
});

test('times are in UTC', () => {
  expect(canonicalTime('2026-01-31T12:00:00.9+02:00')).toBe('2026-01-31T10:00:00Z');
  expect(canonicalMicroTime('2026-01-31T12:00:00.500000+02:00')).toBe('2026-01-31T10:00:00.500000Z');
  expect(canonicalTime('yesterday')).toBe('yesterday');
});
