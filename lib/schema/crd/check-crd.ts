import { formatPath, type Path } from '../../yaml/path';
import { isMap, valueInside, type YamlMap } from '../../yaml/value';
import type { RuleFinding } from '../api-server/struct-rules';
import type { SchemaContext } from '../custom-resource';
import type { SchemaFinding } from '../walk';
import { defaultsFit } from './default-rules';
import { DEFINITION_RULES } from './definition-rules';
import { levelsOf } from './levels';
import { SCHEMA_RULES } from './schema-rules';
import { ownRules } from './validation-rules';

/**
 * What the API server refuses in a CustomResourceDefinition beyond the fields and types of its own schema. The
 * expressions of `x-kubernetes-validations` are not looked at.
 */
export function checkCrd(crd: YamlMap, context: SchemaContext): SchemaFinding[] {
  const findings = DEFINITION_RULES.flatMap(({ name, check }) => toFindings(name, [], check(crd)));
  const versions = valueInside(crd, ['spec', 'versions']);
  (Array.isArray(versions) ? versions : []).forEach((version, i) => {
    const root = valueInside(version, ['schema', 'openAPIV3Schema']);
    if (isMap(root)) findings.push(...checkRoot(root, ['spec', 'versions', i, 'schema', 'openAPIV3Schema'], context));
  });
  return findings;
}

function checkRoot(root: YamlMap, path: Path, context: SchemaContext): SchemaFinding[] {
  const levels = levelsOf(root);
  const findings = levels.flatMap(level => {
    const at = [...path, ...level.path];
    return [
      ...SCHEMA_RULES.flatMap(({ name, check }) => toFindings(name, at, check(level))),
      ...toFindings('crd-own-rules', at, ownRules(level)),
    ];
  });
  // In a schema that is none, nothing can be said of defaults.
  if (findings.length > 0) return findings;
  return levels.flatMap(level => toFindings('crd-defaults-fit', [...path, ...level.path], defaultsFit(level, context)));
}

function toFindings(rule: string, path: Path, found: readonly RuleFinding[]): SchemaFinding[] {
  return found.map(({ path: inside, message }) => {
    const full = [...path, ...inside];
    return { code: 'RULE_BROKEN', path: full, message: `${formatPath(full)}: ${message}`, rule };
  });
}
