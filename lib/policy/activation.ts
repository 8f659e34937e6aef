import type { Bindings } from '../cel/environment';
import { EvaluationError, UnknownValueError } from '../cel/evaluate/errors';
import type { LazyValue } from '../cel/evaluate/frame';
import { LazyMap } from '../cel/evaluate/lazy-map';
import { CelMap, type CelValue } from '../cel/evaluate/value';
import type { Places } from '../cel/explain/places';
import type { CompiledExpression } from './compile-policy';
import type { Match } from './match-resources';
import type { AdmissionRequest } from './request';

/** What expressions may read of a request. */
export interface Input {
  readonly request: AdmissionRequest;
  readonly match: Match;
  /** As expressions see it. */
  readonly object: CelValue;
  /** Where the parts of the object stand in it. */
  readonly places: Places;
  readonly params: CelValue;
  readonly namespaceObject: CelValue | LazyValue;
}

/**
 * The variables of the expressions of one kind (conditions, validations, messages) while they run for a request:
 * `variables` are found once, when they are first read. Source: `compositionContext` of k8s.io/apiserver.
 */
export class Activation {
  readonly bindings: Bindings;
  private variableCost = 0;

  constructor(
    variables: ReadonlyMap<string, CompiledExpression>,
    { request, match, object, params, namespaceObject }: Input,
  ) {
    const fields = [...variables].map(([name, { program }]) => [name, () => this.valueOf(name, program)] as const);
    this.bindings = {
      object,
      oldObject: null,
      request: requestValue(request, match),
      variables: new LazyMap(new Map(fields)),
      authorizer: unknown('authorizer'),
      'authorizer.requestResource': unknown('authorizer.requestResource'),
      params,
      namespaceObject,
    };
  }

  /** What variables have cost since this was asked last. */
  takeVariableCost(): number {
    const cost = this.variableCost;
    this.variableCost = 0;
    return cost;
  }

  private valueOf(name: string, program: CompiledExpression['program']): CelValue {
    if ('problem' in program) {
      throw new EvaluationError(`composited variable "${name}" fails to compile: ${program.problem}`);
    }
    const outcome = program.run(this.bindings);
    this.variableCost += outcome.cost;
    if ('value' in outcome) return outcome.value;
    if (outcome.unknown !== undefined) throw new UnknownValueError(outcome.unknown);
    throw new EvaluationError(`composited variable "${name}" fails to evaluate: ${outcome.error}`);
  }
}

/** What every request has, even if nobody knows it yet. */
const OF_EVERY_REQUEST: ReadonlySet<string> = new Set(['options', 'userInfo']);

/**
 * `request`, as far as it is known before there is one. Texts that are empty are not there, as in JSON. Source:
 * `CreateAdmissionRequest` of k8s.io/apiserver.
 */
function requestValue(request: AdmissionRequest, match: Match): CelValue {
  const { name, namespace } = request;
  const fields: [string, LazyValue][] = [
    ['kind', () => mapOfTexts(match.kind)],
    ['resource', () => mapOfTexts(match.resource)],
    ['requestKind', () => mapOfTexts(request.kind)],
    ['requestResource', () => mapOfTexts(request.resource)],
    ['operation', () => 'CREATE'],
    ['dryRun', () => false],
    ['userInfo', unknown('request.userInfo')],
    ['options', unknown('request.options')],
  ];
  if (name !== '') fields.push(['name', () => name]);
  if (namespace !== '') fields.push(['namespace', () => namespace]);
  return new LazyMap(new Map(fields), OF_EVERY_REQUEST);
}

function mapOfTexts(fields: object): CelValue {
  const map = new CelMap();
  for (const [key, value] of Object.entries(fields)) map.set(key, String(value));
  return map;
}

function unknown(what: string): LazyValue {
  return () => {
    throw new UnknownValueError(what);
  };
}
