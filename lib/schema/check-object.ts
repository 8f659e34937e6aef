import type { KubeObject } from '../krm/kube-object';
import { compareText } from '../krm/result';
import { formatPath, type Path } from '../yaml/path';
import type { YamlMap } from '../yaml/value';
import { checkSchema } from './check-schema';
import { checkMetadata, checkMetadataAt } from './metadata';
import type { Schema } from './schema';
import type { SchemaFinding, SchemaVisitor } from './walk';

/** What an object of a kind has to be like. */
export interface Rules {
  schema: Schema;
  /** What else is demanded of objects of this kind. */
  check?: ((object: KubeObject, found: readonly SchemaFinding[]) => SchemaFinding[]) | undefined;
}

/**
 * All that its kind, and the rules for the metadata of every object, do not allow in an object; sorted by path.
 * `metadata`: that of the object, read.
 */
export function checkObject(
  object: KubeObject,
  { schema, check }: Rules,
  metadata: YamlMap,
  onAmbiguous?: SchemaVisitor['onAmbiguous'],
): SchemaFinding[] {
  const embedded: SchemaFinding[] = [];
  const onEmbedded = (path: Path) => embedded.push(...checkMetadataAt(object, path));
  const findings = checkSchema(object, schema, { onEmbedded, onAmbiguous });
  findings.push(...checkMetadata(object, metadata), ...embedded);
  if (check) {
    // What has a wrong type has been said already.
    const known = new Set(findings.map(({ path }) => formatPath(path)));
    findings.push(...check(object, findings).filter(({ path }) => !known.has(formatPath(path))));
  }
  if (findings.length < 2) return findings;
  // Two branches of a schema may find the same.
  const distinct = new Map(findings.map(finding => [`${formatPath(finding.path)} ${finding.message}`, finding]));
  return [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, finding]) => finding);
}
