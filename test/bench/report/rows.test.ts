import { expect, test } from '@jest/globals';
import { EXAMPLE, measured, resultsOf } from './example-results';
import { functionRows, imageRows, pipelineRows } from './rows';

test('functions: what does the same stands together, with its time by size, and how often it fits into Go’s', () => {
  expect(functionRows(EXAMPLE)).toEqual({
    head: ['ms, median', 'on', 'empty list', '10,000', "Go's ÷ it, 10,000", 'peak memory, 10,000'],
    body: [
      ['set-labels', 'Node.js 24.0.0', '30.0', '200', '15.0×', '50 MB'],
      ['set-labels', 'Bun 1.4.0', '12.3', '150', '20.0×', '50 MB'],
      ['set-labels', 'Go 1.26.0', '4.00', '3,000', '1.0×', '1200 MB'],
      ['cat', '-', '1.00', '8.00', '-', '50 MB'],
      ['empty script', 'Bun 1.4.0', '5.00', '-', '-', '-'],
    ],
  });
});

test('functions: without the catalog’s set-labels, its set-namespace stands for it; nothing else is compared', () => {
  const { body } = functionRows(
    resultsOf([
      measured('set-labels', 'node', 100, 10),
      measured('set-target-site', 'node', 100, 10),
      measured('set-namespace', 'go', 100, 25),
      measured('cat', 'cat', 100, 1),
    ]),
  );
  expect(body.map(([what, , , ratio]) => [what, ratio])).toEqual([
    ['set-labels', '2.5×'],
    ['set-target-site', '-'],
    ['set-namespace', '1.0×'],
    ['cat', '-'],
  ]);
});

test('functions: a start without config is a row of its own, and a time taken inside stands in brackets', () => {
  const insideMs = { median: 12.34, min: 0, max: 0 };
  const { body } = functionRows(
    resultsOf([
      measured('set-target-site', 'bun', 0, 9, { config: false }),
      measured('toJS', 'bun', 100, 40, { config: false, insideMs }),
      measured('cat', 'cat', 100, 1),
    ]),
  );
  expect(body[0]?.slice(0, 4)).toEqual(['set-target-site, no config', 'Bun 1.4.0', '9.00', '-']);
  expect(body[1]?.slice(0, 4)).toEqual(['toJS', 'Bun 1.4.0', '-', '40.0 (12.3)']);
});

test('pipelines: beside the same with cat', () => {
  expect(pipelineRows(EXAMPLE).body).toEqual([
    ['executables', 'Bun 1.4.0', '7,350 (1.05× cat)'],
    ['executables', 'cat', '7,000'],
  ]);
});

test('images: their size, and what is not shared', () => {
  expect(imageRows(EXAMPLE).body).toEqual([['set-labels', 'Bun 1.4.0', '111.2 MB', '754,791 bytes']]);
});
