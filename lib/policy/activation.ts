import type { Bindings } from '../cel/environment';
import { UnknownValueError } from '../cel/evaluate/errors';
import type { LazyValue } from '../cel/evaluate/frame';
import { LazyMap } from '../cel/evaluate/lazy-map';
import { CelMap, type CelValue } from '../cel/evaluate/value';
import type { Places } from '../cel/explain/places';
import type { CompiledPolicy } from './compile-policy';
import type { Match } from './match-resources';
import type { AdmissionRequest } from './request';
import { Variables } from './variables';

const AUTHORIZER = unknown('authorizer');
const REQUEST_RESOURCE = unknown('authorizer.requestResource');

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

/** What the expressions of a policy run with for a request. */
export class Activation {
  readonly bindings: Bindings;
  private readonly variables: Variables;

  constructor(
    { variables, paramVariables }: Pick<CompiledPolicy, 'variables' | 'paramVariables'>,
    { request, match, object, params, namespaceObject }: Input,
  ) {
    this.variables = new Variables(variables, paramVariables.of(params), () => this.bindings);
    let known: CelValue | undefined;
    this.bindings = {
      object,
      oldObject: null,
      request: () => {
        known ??= requestValue(request, match);
        return known;
      },
      variables: this.variables,
      authorizer: AUTHORIZER,
      'authorizer.requestResource': REQUEST_RESOURCE,
      params,
      namespaceObject,
    };
  }

  /** Expressions of another kind (conditions, validations, messages) follow: they pay for the variables they read. */
  beginKind(): void {
    this.variables.beginKind();
  }

  /** What variables have cost since this was asked last. */
  takeVariableCost(): number {
    return this.variables.takeCost();
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
  const names = new Set(Object.keys(REQUEST_FIELDS));
  if (name === '') names.delete('name');
  if (namespace === '') names.delete('namespace');
  return new LazyMap(names, field => (REQUEST_FIELDS[field] as RequestField)(request, match), OF_EVERY_REQUEST);
}

type RequestField = (request: AdmissionRequest, match: Match) => CelValue;

const REQUEST_FIELDS: Readonly<Record<string, RequestField>> = {
  kind: (_, match) => mapOfTexts(match.kind),
  resource: (_, match) => mapOfTexts(match.resource),
  requestKind: ({ kind }) => mapOfTexts(kind),
  requestResource: ({ resource }) => mapOfTexts(resource),
  operation: () => 'CREATE',
  dryRun: () => false,
  userInfo: unknown('request.userInfo'),
  options: unknown('request.options'),
  name: ({ name }) => name,
  namespace: ({ namespace }) => namespace,
};

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
