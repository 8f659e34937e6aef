import type { YamlMap } from '../../lib/yaml/value';
import { blockText } from '../../lib/yaml/write/render';
import { fc } from '../support/fast-check';
import { styledAs } from '../support/styled-yaml';
import type { CatalogPackage } from './catalog-function';
import type { JsonMap } from './objects';

/** Objects as texts: in any style or, with comments, as kyaml writes them. */
export function documentsOf(
  objects: readonly JsonMap[],
): fc.Arbitrary<Pick<CatalogPackage, 'documents' | 'isCanonical'>> {
  const styled = fc.tuple(...objects.map(object => styledAs(object)));
  const canonical = fc.tuple(...objects.map(canonicalText));
  return fc.oneof(
    styled.map(documents => ({ documents, isCanonical: false })),
    canonical.map(documents => ({ documents, isCanonical: true })),
  );
}

/** Comments above and beside any line: the objects hold texts of one line only. */
function canonicalText(object: JsonMap): fc.Arbitrary<string> {
  const lines = blockText(object as YamlMap).split('\n');
  const comment = fc.constantFrom<Comment>('none', 'none', 'none', 'above', 'beside');
  return fc
    .array(comment, { minLength: lines.length, maxLength: lines.length })
    .map(comments => `${lines.map((line, i) => commented(line, comments[i])).join('\n')}\n`);
}

type Comment = 'none' | 'above' | 'beside';

function commented(line: string, comment: Comment | undefined): string {
  if (comment === 'beside' && /: [^{[]/.test(line)) return `${line} # beside`;
  if (comment === 'above' && !/^ *- /.test(line)) return `${/^ */.exec(line)?.[0]}# above\n${line}`;
  return line;
}
