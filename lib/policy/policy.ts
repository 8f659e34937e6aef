import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { type MatchResources, readMatchResources } from './match-resources';
import { mapsIn, textOf } from './read-value';

/** What becomes of a request when an expression fails to compile or to run. */
export type FailurePolicy = 'Fail' | 'Ignore';

/** A named expression. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

export interface Validation {
  /** What its message begins with, if that is a name: `hostPorts: …`. */
  readonly name: string | undefined;
  readonly expression: string;
  readonly message: string;
  readonly messageExpression: string;
  readonly reason: string;
}

/** The kind of objects that a policy takes parameters from. */
export interface ParamKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A `ValidatingAdmissionPolicy`, with the defaults of the API server. */
export interface Policy {
  readonly name: string;
  /** Where it is written: a file, the config, a pack. */
  readonly origin: string;
  readonly failurePolicy: FailurePolicy;
  readonly paramKind: ParamKind | undefined;
  /** Undefined is an error in the configuration of the policy. */
  readonly matchConstraints: MatchResources | undefined;
  readonly matchConditions: readonly NamedExpression[];
  readonly variables: readonly NamedExpression[];
  readonly validations: readonly Validation[];
  readonly auditAnnotations: readonly AuditAnnotation[];
}

export interface AuditAnnotation {
  readonly key: string;
  readonly valueExpression: string;
}

/** Reads a policy as far as it is one: what is wrong with its shape is for the schemas to say. */
export function readPolicy(value: YamlMap, origin: string): Policy {
  const fields = isMap(value.spec) ? value.spec : {};
  return {
    name: isMap(value.metadata) ? textOf(value.metadata.name) : '',
    origin,
    failurePolicy: fields.failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
    paramKind: readParamKind(fields.paramKind),
    matchConstraints: isMap(fields.matchConstraints) ? readMatchResources(fields.matchConstraints) : undefined,
    matchConditions: namedExpressions(fields.matchConditions),
    variables: namedExpressions(fields.variables),
    validations: mapsIn(fields.validations).map(readValidation),
    auditAnnotations: mapsIn(fields.auditAnnotations).map(({ key, valueExpression }) => ({
      key: textOf(key),
      valueExpression: textOf(valueExpression),
    })),
  };
}

function readValidation(value: YamlMap): Validation {
  const message = textOf(value.message);
  const messageExpression = textOf(value.messageExpression);
  return {
    name: ruleName(message, messageExpression),
    expression: textOf(value.expression),
    message,
    messageExpression,
    reason: textOf(value.reason) || 'Invalid',
  };
}

/** An expression counts for more than a text, as it does for the API server; its name is in its first literal. */
function ruleName(message: string, messageExpression: string): string | undefined {
  const [, made] = /^\s*["']([A-Za-z][\w-]*): /.exec(messageExpression) ?? [];
  const [, written] = /^\s*([A-Za-z][\w-]*): /.exec(message) ?? [];
  return made ?? written;
}

function readParamKind(value: YamlValue | undefined): ParamKind | undefined {
  return isMap(value) ? { apiVersion: textOf(value.apiVersion), kind: textOf(value.kind) } : undefined;
}

function namedExpressions(value: YamlValue | undefined): NamedExpression[] {
  return mapsIn(value).map(({ name, expression }) => ({ name: textOf(name), expression: textOf(expression) }));
}
