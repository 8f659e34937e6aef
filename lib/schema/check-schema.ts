import type { KubeObject } from '../krm/kube-object';
import { YamlDocument } from '../yaml/document';
import type { NodeId } from '../yaml/node-table';
import type { YamlValue } from '../yaml/value';
import { blockText } from '../yaml/write/render';
import { applyDefaults } from './defaulting';
import type { Schema } from './schema';
import { type SchemaFinding, type SchemaVisitor, SchemaWalk } from './walk';

/** All that a schema does not allow in an object that nobody has edited. */
export function checkSchema(object: KubeObject, schema: Schema, visitor: SchemaVisitor = {}): SchemaFinding[] {
  const { document, node } = completed(object, schema);
  const { onAmbiguous, onEmbedded } = visitor;
  // How a text is written shows in the object itself only.
  const isCopy = document !== object.document;
  if (isCopy && onAmbiguous) walkThrough(object, object, schema, { onAmbiguous });
  return walkThrough(object, { document, node }, schema, isCopy ? { onEmbedded } : visitor);
}

/** `place`: the object, or a copy of it. */
function walkThrough(
  object: KubeObject,
  { document, node }: Pick<KubeObject, 'document' | 'node'>,
  schema: Schema,
  visitor: SchemaVisitor,
): SchemaFinding[] {
  const walk = new SchemaWalk(document.tree, () => object.toJS(), visitor);
  walk.visit(node, schema);
  return walk.findings;
}

/** The same for a value that stands in no object. */
export function checkValue(value: YamlValue, schema: Schema): SchemaFinding[] {
  const { tree, root } = new YamlDocument(Buffer.from(`${blockText([value])}\n`));
  const walk = new SchemaWalk(tree, () => undefined);
  for (const node of tree.table.children(root)) walk.visit(node, schema);
  return walk.findings;
}

/** The object, or a copy with the defaults of its CRD where there are any to fill in: the API server judges that. */
function completed(object: KubeObject, schema: Schema): { document: YamlDocument; node: NodeId } {
  if (!schema.isCompleted) return object;
  const value = object.toJS();
  const complete = applyDefaults(value, schema);
  if (complete === value) return object;
  const document = new YamlDocument(Buffer.from(`${blockText(complete)}\n`));
  return { document, node: document.root };
}
