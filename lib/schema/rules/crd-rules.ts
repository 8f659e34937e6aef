import { Environment } from '../../cel/environment';
import type { KubeObject } from '../../krm/kube-object';
import type { YamlMap } from '../../yaml/value';
import type { RuleFinding } from '../api-server/rules/struct';
import { applyDefaults } from '../defaulting';
import type { Schema } from '../schema';
import type { SchemaCode, SchemaFinding } from '../walk';
import { checkRules } from './check-rules';
import { type RuleTree, ruleTreeOf, treesIn } from './rule-tree';

/** What keeps the API server from looking at rules. Source: `hasBlockingErr` of apiextensions-apiserver. */
const BLOCKING: ReadonlySet<SchemaCode> = new Set(['FIELD_MISSING', 'VALUE_TYPE']);

/** The rules of the schema of a CRD: what looks at an object, and how many rules it has to leave out. */
export function crdRules(
  openApi: YamlMap,
  schema: Schema,
  kubernetesVersion: string,
): {
  check?: (object: KubeObject, found: readonly SchemaFinding[]) => SchemaFinding[];
  transitionRules: number;
} {
  const tree = treeOf(openApi, kubernetesVersion);
  if (!tree) return { transitionRules: 0 };
  const transitionRules = [...treesIn(tree)].flatMap(({ rules }) => rules).filter(rule => rule.isTransition).length;
  return {
    transitionRules,
    check(object, found) {
      if (found.some(({ code }) => BLOCKING.has(code))) return [];
      return checkRules(applyDefaults(object.toJS(), schema), tree);
    },
  };
}

/** The expressions of a CRD that do not compile: the API server refuses the CRD. Paths are those of the schema. */
export function uncompiledRules(openApi: YamlMap, kubernetesVersion: string): RuleFinding[] {
  const tree = treeOf(openApi, kubernetesVersion);
  if (!tree) return [];
  return [...treesIn(tree)].flatMap(({ rules, path }) =>
    rules.flatMap(({ program, messageProblem, index }) => {
      const at = [...path, 'x-kubernetes-validations', index];
      const findings: RuleFinding[] = [];
      if ('problem' in program) findings.push({ path: [...at, 'rule'], message: program.problem });
      if (messageProblem !== undefined) findings.push({ path: [...at, 'messageExpression'], message: messageProblem });
      return findings;
    }),
  );
}

function treeOf(openApi: YamlMap, kubernetesVersion: string): RuleTree | undefined {
  return ruleTreeOf(openApi, Environment.ofKubernetes(Number(kubernetesVersion.split('.')[1])));
}
