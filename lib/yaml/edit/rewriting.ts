import { DOUBLE_QUOTED, END, HAS_EXTRAS, type NodeId, PLAIN, SINGLE_QUOTED, START } from '../node-table';
import { isPlainString, resolvePlain, type Scalar } from '../scalar/resolve';
import type { YamlTree } from '../tree';
import { allowsSingle, renderString, type ScalarPlace, type ScalarStyle, styleBySyntax } from '../write/scalar-style';

/**
 * Another text in a scalar's own style. Quotes stay. What is plain stays plain, and is read as what it then looks like:
 * `3` becomes `5`, `true` or `1.10`. But a plain string stays a string: `edge` becomes `"5"`, with quotes.
 */

/** Whether nothing but the scalar itself changes: it has no tag, is no block scalar, and stays on one line. */
export function canRewrite({ table }: YamlTree, node: NodeId, text: string): boolean {
  if (table.get(node, START) === table.get(node, END)) return false;
  const extras = table.has(node, HAS_EXTRAS) ? table.extras.get(node) : undefined;
  if (extras?.tag !== undefined) return false;
  const kind = table.kind(node);
  // With its anchor it stays on its line, whatever the text.
  const fits = !text.includes('\n') || extras?.anchor !== undefined;
  return kind === DOUBLE_QUOTED || kind === SINGLE_QUOTED || (kind === PLAIN && fits);
}

/** What the scalar is read as with that text. */
export function rewrittenValue(tree: YamlTree, node: NodeId, text: string): Scalar {
  return styleOf(tree, node, text, 'block') === 'plain' ? resolvePlain(text) : text;
}

/** How the scalar is written with that text. */
export function rewrittenScalar(tree: YamlTree, node: NodeId, text: string, place: ScalarPlace): string {
  return renderString(text, styleOf(tree, node, text, place));
}

function styleOf(tree: YamlTree, node: NodeId, text: string, place: ScalarPlace): ScalarStyle {
  const kind = tree.table.kind(node);
  if (kind === DOUBLE_QUOTED || text === '') return 'double';
  if (kind === SINGLE_QUOTED) return allowsSingle(text) ? 'single' : 'double';
  // What does not look like a string, in YAML 1.1 too, is to be one where a plain string stood.
  return isPlainString(tree.sourceText(node)) && !isPlainString(text) ? 'double' : styleBySyntax(text, place);
}
