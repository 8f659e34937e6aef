import { formatPath, type Path } from '../../yaml/path';
import { isMap, valueInside, type YamlMap } from '../../yaml/value';
import { listAt, type RuleFinding } from '../api-server/rules/struct';
import type { SchemaContext } from '../custom-resource';
import type { SchemaFinding } from '../walk';
import { defaultsFit } from './default-rules';
import { DEFINITION_RULES } from './definition-rules';
import { levelsOf } from './levels';
import { SCHEMA_RULES } from './schema-rules';

export interface CrdContext extends SchemaContext {
  /** Whether rules count that older CRDs of a cluster may break. */
  isNew: boolean;
}

/**
 * What the API server refuses in a CustomResourceDefinition beyond the fields and types of its own schema, except for
 * what the expressions of `x-kubernetes-validations` might cost.
 */
export function checkCrd(crd: YamlMap, context: CrdContext): SchemaFinding[] {
  const findings = DEFINITION_RULES.flatMap(({ name, check }) => toFindings(name, [], check(crd)));
  listAt(crd, 'spec', 'versions').forEach((version, i) => {
    const root = valueInside(version, ['schema', 'openAPIV3Schema']);
    if (isMap(root)) findings.push(...checkRoot(root, ['spec', 'versions', i, 'schema', 'openAPIV3Schema'], context));
  });
  return findings;
}

function checkRoot(root: YamlMap, path: Path, context: CrdContext): SchemaFinding[] {
  const levels = levelsOf(root);
  const rules = SCHEMA_RULES.filter(({ isOfNewCrds }) => context.isNew || !isOfNewCrds);
  const findings = levels.flatMap(level =>
    rules.flatMap(({ name, check }) => toFindings(name, [...path, ...level.path], check(level))),
  );
  // In a schema that is none, nothing can be said of defaults.
  if (findings.length > 0) return findings;
  const unfit = levels.flatMap(level =>
    toFindings('crd-defaults-fit', [...path, ...level.path], defaultsFit(level, context)),
  );
  return [...unfit, ...(context.isNew ? checkExpressions(root, path, context) : [])];
}

/** Few CRDs have rules: what reads them is loaded with the first. */
function checkExpressions(root: YamlMap, path: Path, { kubernetesVersion }: CrdContext): SchemaFinding[] {
  if (!levelsOf(root).some(({ schema }) => schema['x-kubernetes-validations'] !== undefined)) return [];
  const { uncompiledRules }: typeof import('../rules/crd-rules') = require('../rules/crd-rules');
  return toFindings('crd-rules-compile', path, uncompiledRules(root, kubernetesVersion));
}

function toFindings(rule: string, path: Path, found: readonly RuleFinding[]): SchemaFinding[] {
  return found.map(({ path: inside, message }) => {
    const full = [...path, ...inside];
    return { code: 'RULE_BROKEN', path: full, message: `${formatPath(full)}: ${message}`, rule };
  });
}
