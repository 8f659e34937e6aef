import { describe, expect, jest, test } from '@jest/globals';
import { fc } from '../../../test/support/fast-check';
import { styledText } from '../../../test/support/styled-yaml';
import { YamlDocument } from '../document';

jest.mock('./compose', () => {
  throw new Error('the slow path was taken');
});

describe('the fast grammar', () => {
  test('covers what people and kpt write', () => {
    fc.assert(
      fc.property(styledText, ({ text }) => expect(() => new YamlDocument(Buffer.from(text))).not.toThrow()),
      { numRuns: 1000 },
    );
  });

  test('ends at anchors', () => {
    expect(() => new YamlDocument(Buffer.from('a: &x 1\n'))).toThrow('the slow path was taken');
  });
});
