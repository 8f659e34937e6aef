import { type Divergence, type IntendedDifference, isKept, isRefused } from '../catalog-function';
import { configMapOf } from '../objects';

/** A Thing with a field, as kyaml writes it. */
function thing(field: string): string {
  return `apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: example\n  annotations:\n    config.kubernetes.io/path: thing.yaml\n${field}\n`;
}

const NAME = configMapOf({ name: 'core' });

/** The comment of a list in the object before. */
const STRAY = /^# kpt-set: .*\n/;

/** The lines of the texts of an item that differ, as pairs. */
function differingLines({ what, ours, theirs }: Divergence): [string, string][] {
  if (what !== 'text') return [];
  const [own, other]: string[][] = [ours.split('\n'), theirs.replace(STRAY, '').split('\n')];
  return (own ?? []).map((line, i): [string, string] => [line, other?.[i] ?? '']).filter(([a, b]) => a !== b);
}

/** Whether all lines that differ do so by quotes only, and are such lines of ours. */
function differsInQuotes(divergence: Divergence, ofOurs: RegExp): boolean {
  const lines = differingLines(divergence);
  const bare = (line: string) => line.replaceAll(/["']/g, '');
  return lines.length > 0 && lines.every(([ours, theirs]) => ofOurs.test(ours) && bare(ours) === bare(theirs));
}

/** Numbers, words of YAML 1.1, null, dates: in quotes. */
const NO_PLAIN_TEXT = /"(?:[-+.]?[0-9][-0-9.xoa-f_]*|yes|no|on|off|true|false|~|null)",? *# kpt-set: /;

/** Where our apply-setters does something else than the catalog's, v0.2.2 (functions/go/apply-setters/applysetters). */
export const APPLY_SETTERS_DIFFERENCES: readonly IntendedDifference[] = [
  {
    code: 'BLOCK_STYLE',
    reason:
      'Only the style: several lines at an anchor, or in quotes, stay on one line; a folded text is written plain.',
    issue: 6,
    explains: divergence =>
      differingLines(divergence).some(
        ([ours, theirs]) => /&name "|"\t# /.test(ours) || /^text: >|[:-] '[^']*$/.test(theirs),
      ),
    example: { documents: [thing('text: >- # kpt-set: ${name}\n  of two\n  lines')], config: NAME },
  },
  {
    code: 'BROKEN_YAML',
    reason:
      'The catalog writes what no reader accepts: several lines in single quotes, and a list between the lines of a mapping in braces.',
    issue: 6,
    explains: ({ what }) => what === 'failure',
    example: {
      documents: [thing("text: 'edge' # kpt-set: ${name}")],
      config: configMapOf({ name: 'of two\nlines\n' }),
    },
  },
  {
    code: 'CONFIG_KIND',
    reason:
      'The catalog takes the `data` of any object for setters, that of a Secret, say, or none where it has no data.',
    issue: 6,
    explains: divergence => isRefused(divergence, 'CONFIG_KIND'),
    example: {
      documents: [thing('value: edge # kpt-set: ${name}')],
      config: 'apiVersion: v1\nkind: Secret\nmetadata: {name: setters}\ndata: {name: edge}\n',
    },
  },
  {
    code: 'EMPTY_LIST',
    reason:
      'The catalog writes `[]` at the start of a line, where it is no part of the object; it is right for an empty text.',
    issue: 6,
    explains: ({ what, config }) => what !== 'exit code' && Object.values(config?.data ?? {}).includes('[]'),
    example: { documents: [thing('list: # kpt-set: ${name}\n- edge')], config: configMapOf({ name: '[]' }) },
  },
  {
    code: 'EMPTY_PART',
    reason:
      'The catalog fails where a part of a value is empty, also one that it has set itself: the second render fails.',
    issue: 6,
    explains: ({ what, ours, theirs, config }) =>
      ((what === 'exit code' && ours === 0) || (what === 'severities' && theirs.includes('error'))) &&
      Object.values(config?.data ?? {}).includes(''),
    example: { documents: [thing('value: "edge:" # kpt-set: ${other}:${name}')], config: configMapOf({ name: '' }) },
  },
  {
    code: 'KEPT_AS_WRITTEN',
    reason:
      'The catalog writes a list anew where it is the same, or some of its items are: the diff shows what has not changed.',
    issue: 6,
    explains: divergence =>
      differsInQuotes(divergence, /^- /) || differingLines(divergence).some(([ours]) => /^list: \[/.test(ours)),
    example: { documents: [thing('list: [edge] # kpt-set: ${name}')], config: configMapOf({ name: '[edge]' }) },
  },
  {
    code: 'MISPLACED_TOLD',
    reason: 'The catalog says nothing of a comment that sets nothing where it stands.',
    issue: 6,
    explains: ({ what, codes }) => what === 'severities' && codes.includes('SETTER_MISPLACED'),
    example: { documents: [thing('value: edge #kpt-set: ${name}')], config: NAME },
  },
  {
    code: 'NEVER_EDITED',
    reason: 'The catalog edits what kpt and Porch write, too: Porch then finds a package changed each time it looks.',
    issue: 6,
    explains: ({ codes }) => codes.includes('SETTER_NOT_EDITED'),
    example: {
      documents: [
        thing('value: edge # kpt-set: ${name}').replace(/^.*\n.*\n/, 'apiVersion: kpt.dev/v1\nkind: Kptfile\n'),
      ],
      config: NAME,
    },
  },
  {
    code: 'SET_ONCE',
    reason: 'Where a value has the text between two setters in it, the catalog adds to the field with each run.',
    issue: 6,
    explains: divergence => {
      const given: string[] = Object.values(divergence.config?.data ?? {});
      const { ours, theirs } = divergence;
      return (
        isKept(divergence) && given.some(value => /[-:/]/.test(value) && ours.includes(value) && theirs.includes(value))
      );
    },
    example: {
      documents: [thing('value: edge:a:b # kpt-set: ${other}:${name}')],
      config: configMapOf({ name: 'a:b' }),
    },
  },
  {
    code: 'STRAY_COMMENT',
    reason:
      'Where a list in brackets becomes one in lines, the catalog writes its comment once more, above the next object.',
    issue: 6,
    explains: ({ what, ours, theirs }) => what === 'text' && theirs.replace(STRAY, '') === ours,
    example: {
      documents: [thing('list: [edge] # kpt-set: ${name}'), thing('value: edge').replace('thing.yaml', 'next.yaml')],
      config: configMapOf({ name: '[core]' }),
    },
  },
  {
    code: 'TEXT_STAYS_TEXT',
    reason: 'Where a text stood, the catalog writes a number or a boolean without quotes: an API server refuses it.',
    issue: 6,
    explains: divergence => differsInQuotes(divergence, NO_PLAIN_TEXT),
    example: { documents: [thing('value: edge # kpt-set: ${name}')], config: configMapOf({ name: '5' }) },
  },
];
