import { describe, expect, test } from '@jest/globals';
import { yamlTestSuite } from '../../test/support/yaml-test-suite';
import { readAsYamlV3 } from '../../test/support/yaml-v3';
import { YamlDocument } from './document';
import { YamlError } from './errors';
import type { YamlValue } from './value';

/** Valid cases that are refused, by the reason. */
const REFUSED = {
  'a key is a collection: Kubernetes knows string keys only, and yaml.v3 cannot decode it to them': [
    ...['4FJ6', '6BFJ', '6PBE', '9MMW', 'KK5P', 'LX3P', 'M2N8/0', 'M2N8/1', 'M5DY', 'Q9WF', 'RZP5', 'SBG9', 'V9D5'],
    ...['X38W', 'XW4D'],
  ],
  'a key is a block scalar: yaml.v3 reads it, no resource has one': ['5WE3'],
  'a key is an alias: yaml.v3 reads it, no resource has one': ['26DV', 'E76Z'],
  'an alias stands for a key': ['2SXE', '6M2F', 'HMQ5'],
  'two keys are empty': ['2JQS'],
  'the text ends with the header of a block scalar: kpt ends each line': ['2G84/2', '2G84/3'],
  'a block scalar at the root stands at column 0: yaml.v3 refuses it too': ['DK3J', 'FP8R'],
};

/** Valid cases that yaml.v3 reads in another way than YAML 1.2 says, with the value it has there. */
const DIFFERENT: Record<string, YamlValue> = {
  // The tag `!` says nothing in yaml.v3; in YAML 1.2 it makes a string.
  S4JQ: ['12', 12, 12],
  'UKK6/2': null,
};

/** Cases without exactly one value that are read nevertheless, by the reason. */
const ACCEPTED = {
  'lines inside quotes and brackets may start at any column, as in yaml.v3': ['9C9N', 'DK95/1', 'QB6E', 'Y79Y/3'],
  'lines inside brackets may start at any column, a colon too: here yaml.v3 refuses it': ['VJP3/0'],
  'a dash between brackets is a string, as in yaml.v3': ['G5U8', 'YJV2'],
  "\\' is an escape, as in yaml.v3": ['HRE5'],
  'nothing stands behind the last `---`': ['PUW8'],
};

const cases = yamlTestSuite();
const refused = new Set(Object.values(REFUSED).flat());
const accepted = new Set(Object.values(ACCEPTED).flat());

function read(text: string): YamlValue | undefined {
  const document = new YamlDocument(Buffer.from(text));
  const [problem] = document.problems;
  if (problem) throw new YamlError(problem);
  return document.get(document.root, []);
}

describe('the YAML test suite', () => {
  test('is covered: every case is compared, refused, or in a list that says why not', () => {
    const shown = (shows: string) => cases.filter(suiteCase => suiteCase.shows === shows).length;
    expect({ value: shown('value'), error: shown('error'), other: shown('other') }).toEqual({
      value: 278,
      error: 94,
      other: 30,
    });
    expect(cases.filter(({ json }) => json !== undefined)).toHaveLength(250);
    expect({ refused: refused.size, different: Object.keys(DIFFERENT).length, accepted: accepted.size }).toEqual({
      refused: 26,
      different: 2,
      accepted: 9,
    });
    const ids = new Set(cases.map(({ id }) => id));
    expect([...refused, ...accepted, ...Object.keys(DIFFERENT)].filter(id => !ids.has(id))).toEqual([]);
  });

  const compared = cases.filter(
    ({ id, shows }) => shows === 'value' && !refused.has(id) && !Object.hasOwn(DIFFERENT, id),
  );
  test.each(compared)('$id is read as the oracle and the suite read it', ({ yaml, json }) => {
    const value = read(yaml);
    expect(value).toEqual(readAsYamlV3(yaml));
    if (json !== undefined) expect(value).toEqual(JSON.parse(json));
  });

  test.each(cases.filter(({ id }) => Object.hasOwn(DIFFERENT, id)))(
    '$id is read as yaml.v3 reads it',
    ({ id, yaml }) => {
      expect(read(yaml)).toEqual(DIFFERENT[id]);
    },
  );

  test.each(cases.filter(({ id, shows }) => refused.has(id) || (shows !== 'value' && !accepted.has(id))))(
    '$id is refused',
    ({ yaml }) => {
      expect(() => read(yaml)).toThrow(YamlError);
    },
  );

  test.each(cases.filter(({ id }) => accepted.has(id)))('$id is accepted', ({ yaml }) => {
    expect(() => read(yaml)).not.toThrow();
  });
});
