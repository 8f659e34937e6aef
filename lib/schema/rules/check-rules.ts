import { CALL_LIMIT, OBJECT_BUDGET } from '../../cel/cost';
import type { Outcome } from '../../cel/environment';
import { EvaluationError } from '../../cel/evaluate/errors';
import { type CelValue, Optional } from '../../cel/evaluate/value';
import { formatPath, type Path } from '../../yaml/path';
import { isMap, type YamlValue } from '../../yaml/value';
import type { SchemaFinding } from '../walk';
import type { Rule } from './rule';
import type { RuleTree } from './rule-tree';
import { typedValue } from './typed-value';

/** What a `messageExpression` may give at most. Source: `MaxEvaluatedMessageExpressionSizeBytes` of k8s.io/apiserver. */
const MAX_MESSAGE = 5 * 1024;
const NO_BUDGET = 'validation failed due to running out of cost budget, no further validation rules will be run';

/**
 * Which rules of its CRD a new object breaks, in the words of the API server. Its defaults are filled in already; rules
 * that compare with an older object are left out. Source: `pkg/apiserver/schema/cel` of apiextensions-apiserver.
 */
export function checkRules(value: YamlValue, tree: RuleTree): SchemaFinding[] {
  const check = new RuleCheck();
  check.visit(value, tree, []);
  return check.findings;
}

class RuleCheck {
  readonly findings: SchemaFinding[] = [];
  /** What rules may still cost; negative once no further one is run. */
  private budget = OBJECT_BUDGET;

  visit(value: YamlValue, tree: RuleTree, path: Path): void {
    // What is null has no value that a rule could be for.
    if (value === null || this.budget < 0) return;
    this.applyRules(value, tree, path);
    for (const branch of tree.allOf) this.visit(value, branch, path);
    if (Array.isArray(value)) {
      const { items } = tree;
      if (items) for (const [i, item] of value.entries()) this.visit(item, items, [...path, i]);
    } else if (isMap(value)) {
      for (const [key, entry] of Object.entries(value)) {
        const inner = tree.fields.get(key) ?? tree.values;
        if (inner) this.visit(entry, inner, [...path, key]);
      }
    }
  }

  private applyRules(value: YamlValue, { rules, schema, isObject }: RuleTree, path: Path): void {
    if (rules.length === 0) return;
    let self: CelValue;
    try {
      self = typedValue(value, schema, isObject);
    } catch (error) {
      // A text is not of its format: that has been said already.
      if (error instanceof EvaluationError) return;
      throw error;
    }
    for (const rule of rules) {
      if (this.budget < 0) return;
      if (!rule.isTransition) this.applyRule(rule, self, path);
    }
  }

  private applyRule(rule: Rule, self: CelValue, path: Path): void {
    const { program, text } = rule;
    if ('problem' in program) {
      this.add(rule, path, `rule compile error: ${program.problem}`);
      return;
    }
    const outcome = program.run({ self, oldSelf: Optional.NONE }, CALL_LIMIT);
    if (outcome.cost > this.budget) {
      this.add(rule, path, NO_BUDGET);
      this.budget = -1;
      return;
    }
    this.budget -= outcome.cost;
    if ('error' in outcome) this.addError(rule, path, outcome.error, text.trim());
    else if (outcome.value !== true) {
      this.add(rule, [...path, ...rule.fieldPath], this.detail(rule, self), rule.reason);
    }
  }

  private addError(rule: Rule, path: Path, error: string, text: string): void {
    if (error.startsWith('no such overload')) {
      const reason = 'call arguments did not match a supported operator, function or macro signature for rule';
      this.add(rule, path, `'${error}': ${reason}: ${text}`);
    } else if (error.startsWith('operation cancelled')) {
      const reason = 'no further validation rules will be run due to call cost exceeds limit for rule';
      this.add(rule, path, `'${error}': ${reason}: ${text}`);
      this.budget = -1;
    } else this.add(rule, path, `${error} evaluating rule: ${text}`);
  }

  /** The message of a rule: that of its expression, if that gives one. */
  private detail({ messageProgram, message }: Rule, self: CelValue): string {
    if (!messageProgram || this.budget < 0) return message;
    const outcome: Outcome = messageProgram.run({ self, oldSelf: Optional.NONE }, Math.min(CALL_LIMIT, this.budget));
    this.budget -= outcome.cost;
    const text = 'value' in outcome && typeof outcome.value === 'string' ? outcome.value.trim() : '';
    const isUsable = text !== '' && !/[\n\r]/.test(text) && Buffer.byteLength(text) <= MAX_MESSAGE;
    return isUsable ? text : message;
  }

  private add({ text }: Rule, path: Path, message: string, reason?: string): void {
    this.findings.push({
      code: 'RULE_BROKEN',
      path,
      message: path.length === 0 ? message : `${formatPath(path)}: ${message}`,
      rule: text.trim(),
      ...(reason !== undefined && { reason }),
    });
  }
}
