import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../../lib/yaml/document';
import { YamlError } from '../../lib/yaml/errors';
import { anyText } from '../support/any-yaml';
import { fc } from '../support/fast-check';
import { kpt } from '../support/kpt-package';
import { kyamlProgram, type Reading, readWithKyaml } from '../support/kyaml';
import { writeResources } from '../support/real-packages';
import { SPELLINGS } from '../support/spellings';
import { styledText } from '../support/styled-yaml';
import { yamlTestSuite } from '../support/yaml-test-suite';

/** Cases of the YAML test suite that this library reads and yaml.v3 refuses, by the reason. */
const READ_HERE_ONLY = {
  'yaml.v3 knows the directive %YAML 1.1 only, and %TAG': ['27NA', '2LFX', '6LVF', 'BEC7', 'RTP8'],
  'yaml.v3 does not know the escape \\/': ['3UYS'],
  'yaml.v3 wants a key between brackets on one line with its colon': [
    ...['4MUZ/0', '4MUZ/1', '4MUZ/2', '5MUD', '9SA2', 'K3WX', 'NJ66', 'VJP3/0', 'VJP3/1', 'WZ62'],
  ],
  'yaml.v3 takes a colon between brackets for the end of a key': ['58MP', '5T43', 'DBG4', 'FRK4', 'HM87/0'],
  'yaml.v3 takes a question mark between brackets for the sign of a key': ['JR7V'],
  'yaml.v3 takes a tab for indentation, and refuses it': [
    ...['6BCT', '6CA3', '96NN/0', '96NN/1', 'A2M4', 'DK95/0', 'DK95/3', 'DK95/4', 'Q5MG', 'R4YG', 'Y79Y/1', 'Y79Y/10'],
  ],
  'yaml.v3 knows letters, digits, - and _ in an anchor only': ['8XYN', 'W5VH'],
  'yaml.v3 refuses a key without text': ['CFD4', 'NHX8', 'S3PD', 'SM9W/1', 'UKK6/0'],
  'nothing stands behind the last `---`: yaml.v3 counts it as a document': ['PUW8'],
};

/** Cases that yaml.v3 reads and this library refuses, by the reason. */
const READ_THERE_ONLY = {
  'a key is an alias, or a block scalar, or an alias stands for a key': ['26DV', '5WE3', 'E76Z', 'HMQ5'],
  'the text ends with the header of a block scalar': ['2G84/2', '2G84/3'],
  'a comment stands behind a bracket, a quote or a header without a space between: no YAML': [
    ...['9JBA', 'CVW2', 'SU5Z', 'X4QW'],
  ],
  'a line of spaces is longer than the first line of a block scalar: no YAML': ['S98Z'],
  'a comma stands in a tag: no YAML': ['U99R'],
  'the text holds no value, and says so with `---`': ['MUS6/0', 'MUS6/2', 'MUS6/3', 'MUS6/4'],
};

/** Cases that both read, each in its own way. */
const DIFFERENT = {
  'yaml.v3 takes a colon before a comma for a part of the key': ['4ABK'],
  'yaml.v3 takes a question mark between brackets for the sign of a key': ['652Z', 'HM87/1'],
  'yaml.v3 ends an anchor at a colon': ['Y2GN'],
  'yaml.v3 adds no line break to a block scalar that ends the text without one': ['JEF9/2', 'L24T/1'],
};

function readHere(text: string): Reading {
  try {
    const document = new YamlDocument(Buffer.from(text));
    const [problem] = document.problems;
    if (problem) return { error: problem.message };
    return { value: document.get(document.root, []) ?? null };
  } catch (error) {
    if (error instanceof YamlError) return { error: error.message };
    throw error;
  }
}

const value = (reading: Reading | undefined) => (reading && 'value' in reading ? { value: reading.value } : 'refused');

/** Compares texts; gives the number of those that have a value. */
function compare(texts: readonly string[]): number {
  const there = readWithKyaml(texts);
  expect(there).toHaveLength(texts.length);
  for (const [i, text] of texts.entries()) {
    expect({ text, read: value(readHere(text)) }).toEqual({ text, read: value(there[i]) });
  }
  return there.filter(reading => 'value' in reading).length;
}

const withKyaml = kyamlProgram === undefined ? describe.skip : describe;

withKyaml('kyaml reads the same', () => {
  test('in 1,000 real resources, one by one and as the list that kpt makes of them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kyaml-'));
    writeResources(folder, 1000);
    const { stdout } = kpt(['fn', 'source', folder]);
    rmSync(folder, { recursive: true });
    const items = stdout.split(/^(?=- )/m).slice(1);
    expect(items).toHaveLength(1000);
    expect(compare([stdout, ...items])).toBe(1001);
  });

  const places: [string, (scalar: string) => string][] = [
    ['as a value', scalar => `v: ${scalar}\n`],
    ['as an item', scalar => `- ${scalar}\n`],
    ['between brackets', scalar => `[a, ${scalar} ]\n`],
    ['as a key', scalar => `${scalar === '' ? '""' : scalar}: v\n`],
    ['as a block scalar', scalar => `v: |-\n  ${scalar}\n`],
    ['as a string', scalar => `v: !!str ${scalar}\n`],
    ['behind the tag !', scalar => `v: ! ${scalar}\n`],
    ['behind a tag of its own', scalar => `v: !own ${scalar}\n`],
    ['behind an anchor', scalar => `a: &a ${scalar}\nv: *a\n`],
  ];
  test.each(places)('in every spelling of a scalar %s', (where, place) => {
    // Between brackets, yaml.v3 takes a colon at the start, and every question mark, for the sign of a key.
    const spellings = SPELLINGS.filter(spelling => where !== 'between brackets' || !/^:|\?/.test(spelling));
    compare(spellings.map(place));
  });

  test('in numbers, and in what looks like one', () => {
    const number = fc.string({ unit: fc.constantFrom(...'00112789++--..__xXbBoOeEaFinN'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(number, { minLength: 200, maxLength: 200 }), texts => {
        compare(texts.map(text => `v: ${text}\n`));
      }),
      { numRuns: 20 },
    );
  });

  test('in 3,000 texts of any style', () => {
    const texts = [
      ...fc.sample(anyText, { numRuns: 2500, seed: 28_312 }),
      ...fc.sample(styledText, { numRuns: 500, seed: 28_312 }).map(({ text }) => text),
    ];
    expect(compare(texts)).toBeGreaterThan(2000);
  });

  test('in texts of any style', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 20, maxLength: 20 }), texts => {
        compare(texts);
      }),
      { numRuns: 50 },
    );
  });
});

withKyaml('the YAML test suite', () => {
  const here = new Set(Object.values(READ_HERE_ONLY).flat());
  const there = new Set(Object.values(READ_THERE_ONLY).flat());
  const different = new Set(Object.values(DIFFERENT).flat());
  const cases = yamlTestSuite();

  test('is read by kyaml as it is here, except for what is listed', () => {
    const readings = readWithKyaml(cases.map(({ yaml }) => yaml));
    const found: Record<string, string[]> = { same: [], here: [], there: [], different: [] };
    for (const [i, { id, yaml }] of cases.entries()) {
      const [a, b] = [value(readHere(yaml)), value(readings[i])];
      if (a === 'refused' || b === 'refused') found[a === b ? 'same' : a === 'refused' ? 'there' : 'here']?.push(id);
      else found[isEqual(a, b) ? 'same' : 'different']?.push(id);
    }
    expect({ ...found, same: found['same']?.length }).toEqual({
      same: 402 - here.size - there.size - different.size,
      here: cases.map(({ id }) => id).filter(id => here.has(id)),
      there: cases.map(({ id }) => id).filter(id => there.has(id)),
      different: cases.map(({ id }) => id).filter(id => different.has(id)),
    });
  });
});

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
