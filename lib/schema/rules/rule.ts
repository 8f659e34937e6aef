import { BOOL, isSameType, optionalOf, STRING, type Type } from '../../cel/check/type';
import type { Environment, Program } from '../../cel/environment';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';

/** A rule of `x-kubernetes-validations`. */
export interface Rule {
  readonly text: string;
  /** The program, or why there is none. */
  readonly program: Program | { readonly problem: string };
  readonly messageProgram: Program | undefined;
  /** Why there is none, where one is asked for. */
  readonly messageProblem: string | undefined;
  /** Which of the rules of its place it is. */
  readonly index: number;
  readonly message: string;
  readonly reason: string | undefined;
  /** From the value that the rule is for, to the field that is to blame. */
  readonly fieldPath: readonly string[];
  /** It compares with what is in the cluster, and says nothing of a new object. */
  readonly isTransition: boolean;
}

/** Reads the rules of a schema. `type`: of the value that they are for. */
export function rulesOf(schema: YamlMap, type: Type, base: Environment): Rule[] {
  const rules = schema['x-kubernetes-validations'];
  return (Array.isArray(rules) ? rules : []).flatMap((rule, i) => {
    const text = isMap(rule) ? textOf(rule.rule) : '';
    // An empty rule asks for nothing.
    return isMap(rule) && text.trim() !== '' ? [readRule(rule, text, type, base, i)] : [];
  });
}

function readRule(rule: YamlMap, text: string, type: Type, base: Environment, index: number): Rule {
  const isOptional = rule.optionalOldSelf === true;
  const environment = base.withVariables({ self: type, oldSelf: isOptional ? optionalOf(type) : type });
  const program = compileRule(text, environment);
  const messageProgram = compileMessage(textOf(rule.messageExpression), environment);
  const message = textOf(rule.message).trim();
  return {
    text,
    program,
    messageProgram: messageProgram && 'run' in messageProgram ? messageProgram : undefined,
    messageProblem: messageProgram && 'problem' in messageProgram ? messageProgram.problem : undefined,
    index,
    message: message === '' ? `failed rule: ${text.trim()}` : message,
    reason: textOf(rule.reason) || undefined,
    fieldPath: fieldPathOf(textOf(rule.fieldPath)),
    isTransition: 'run' in program && program.variables.has('oldSelf') && !isOptional,
  };
}

/** The program of a rule, or what the API server says of it. */
function compileRule(text: string, environment: Environment): Rule['program'] {
  const program = environment.compile(text);
  if ('problem' in program) {
    const stage = program.isChecked ? 'program instantiation failed' : 'compilation failed';
    return { problem: `${stage}: ${program.problem}` };
  }
  return isSameType(program.type, BOOL) ? program : { problem: 'cel expression must evaluate to a bool' };
}

function compileMessage(text: string, environment: Environment): Rule['program'] | undefined {
  if (text === '') return undefined;
  const program = environment.compile(text);
  if ('problem' in program) return { problem: `messageExpression compilation failed: ${program.problem}` };
  return isSameType(program.type, STRING) ? program : { problem: 'messageExpression must evaluate to a string' };
}

/** `.a.b['c d']`. */
function fieldPathOf(text: string): string[] {
  const steps = text.match(/\.[^.[\]]+|\['[^']*'\]/g) ?? [];
  return steps.map(step => (step.startsWith('.') ? step.slice(1) : step.slice(2, -2)));
}

function textOf(value: YamlValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
