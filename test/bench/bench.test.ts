import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { functionNames, VARIANTS } from '../../tools/images/names';
import type { Finished } from '../support/kpt-package';
import type { Results } from './results';

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bench-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `make bench` calls. */
function bench(...args: string[]): Finished {
  const program = join(ROOT, 'dist/tools/bench.cjs');
  return spawnSync(process.execPath, [program, ...args], { cwd: ROOT, encoding: 'utf8' });
}

const canMeasure = process.platform === 'linux' && spawnSync('go', ['version']).status === 0;
if (!canMeasure) process.stderr.write('bench: skipped, its stopwatch needs Linux and Go\n');

(canMeasure ? describe : describe.skip)('the smallest benchmark', () => {
  const page = join(folder, 'README.md');
  let finished: Finished;
  let results: Results;
  beforeAll(() => {
    writeFileSync(page, '# Page\n<!-- bench:begin -->\n<!-- bench:end -->\n');
    const kpt = ['--kpt', process.env.KPT ?? 'kpt'];
    finished = bench('--plan', 'smallest', ...kpt, '--out', folder, '--readme', page, '--date', '2026-01-02');
    if (finished.status === 0) results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  }, 120_000);

  test('ends well, and says on stderr what it does and how long that takes', () => {
    expect([finished.status, finished.stderr]).toEqual([0, expect.stringMatching(/^10 resources: .* about \d+ s$/m)]);
  });

  test('has measured every function on every runtime, empty and not', () => {
    for (const what of functionNames())
      for (const on of VARIANTS)
        for (const resources of [0, 10])
          expect(results.functions).toContainEqual(
            expect.objectContaining({ what, on, resources, config: true, runs: 1 }),
          );
    for (const { wallMs, peakMB } of results.functions)
      expect([wallMs.median > 0, peakMB.median > 1]).toEqual([true, true]);
  });

  test('has measured pipelines, and the reading of all values without the start', () => {
    expect(results.pipelines.map(({ via, on }) => `${via} ${on}`)).toEqual(['exec node', 'exec bun', 'exec cat']);
    const [reading] = results.functions.filter(({ what, on }) => what === 'toJS' && on === 'node');
    expect(reading?.insideMs?.median).toBeLessThan(reading?.wallMs.median ?? 0);
  });

  test('the table names what was measured', () => {
    for (const name of [...functionNames(), 'empty script', 'cat', 'toJS', 'executables'])
      expect(finished.stdout).toContain(`│ ${name} `);
  });

  test('what is written tells the day, and nothing of where it was written', () => {
    const written = ['results.json', 'results.svg', 'README.md'].map(file => readFileSync(join(folder, file), 'utf8'));
    expect(written[2]).toContain('Measured on 2026-01-02 at ');
    for (const text of written) for (const path of [ROOT, homedir(), tmpdir()]) expect(text).not.toContain(path);
  });
});

test.each([
  [['--plan', 'none'], 'there is no plan none: choose full, quick, smallest\n'],
  [['--readme', 'README.md'], '--readme needs --out: the page shows the plot\n'],
])('called with %j it says what is wrong', (args, message) => {
  expect(bench(...args)).toMatchObject({ status: 1, stdout: '', stderr: message });
});

test('--help says what it does', () => {
  expect(bench('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Times every function/) });
});
