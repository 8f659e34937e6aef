import { expect, test } from '@jest/globals';
import { EXAMPLE } from './example-results';
import { markdownTable, readmeReport } from './markdown';
import { withReport } from './readme';

const PAGE = '# Title\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nmore\n';

test('the report takes the place of the last one, and of nothing else', () => {
  const first = withReport(PAGE, 'new');
  expect(first).toBe('# Title\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nmore\n');
  expect(withReport(first, 'new')).toBe(first);
});

test.each([
  ['no mark', '# Title\n'],
  ['no end', '<!-- bench:begin -->\n'],
  ['the end first', '<!-- bench:end -->\n<!-- bench:begin -->\n'],
])('a page with %s is refused', (_, page) => {
  expect(() => withReport(page, 'new')).toThrow(
    'the page has no <!-- bench:begin --> with <!-- bench:end --> behind it',
  );
});

test('it shows set-labels, the plot, the machine, and the targets with what was reached', () => {
  const report = readmeReport(EXAMPLE, 'docs/benchmarks');
  expect(report).toMatch(/^\| ms, median \| on \| empty list \| 10,000 \|.*\n\| --- \| --- \| ---: \|/);
  expect(report).toContain('](docs/benchmarks/results.svg)');
  expect(report).toContain('](docs/benchmarks/results.json)');
  expect(report).toContain('Measured on 2026-01-02 at abc1234 on 2 cores of A <CPU> & more, 24 GB of memory, Linux 6;');
  expect(report).toContain('A note.');
  expect(report).toContain("| set-labels, 10,000 resources, Bun: Go's time ÷ it | ≥ 18× | 20.00× | met |  |");
  expect(report).toMatch(/Targets: \d+ of \d+ met/);
});

test('a cell does not break its table', () => {
  expect(markdownTable({ head: ['a', 'b'], body: [['x | y', '1']] })).toBe('| a | b |\n| --- | --- |\n| x \\| y | 1 |');
});
