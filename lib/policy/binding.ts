import { isMap, type YamlMap } from '../yaml/value';
import { type LabelSelector, readLabelSelector } from './label-selector';
import { type MatchResources, readMatchResources } from './match-resources';
import { textOf, textsIn } from './read-value';

export type ValidationAction = 'Deny' | 'Warn' | 'Audit';

/** Which objects a binding takes parameters from. */
export interface ParamRef {
  readonly name: string;
  readonly namespace: string;
  readonly selector: LabelSelector | undefined;
  readonly parameterNotFoundAction: 'Allow' | 'Deny' | undefined;
}

/** A `ValidatingAdmissionPolicyBinding`, with the defaults of the API server. */
export interface Binding {
  readonly name: string;
  /** Where it is written: a file, the config, a pack. */
  readonly origin: string;
  readonly policyName: string;
  readonly paramRef: ParamRef | undefined;
  /** Undefined binds to all that the policy is for. */
  readonly matchResources: MatchResources | undefined;
  readonly validationActions: readonly ValidationAction[];
}

const ACTIONS: readonly string[] = ['Deny', 'Warn', 'Audit'];

export function readBinding({ metadata, spec }: YamlMap, origin: string): Binding {
  const fields = isMap(spec) ? spec : {};
  return {
    name: isMap(metadata) ? textOf(metadata.name) : '',
    origin,
    policyName: textOf(fields.policyName),
    paramRef: isMap(fields.paramRef) ? readParamRef(fields.paramRef) : undefined,
    matchResources: isMap(fields.matchResources) ? readMatchResources(fields.matchResources) : undefined,
    validationActions: textsIn(fields.validationActions).filter((action): action is ValidationAction =>
      ACTIONS.includes(action),
    ),
  };
}

function readParamRef({ name, namespace, selector, parameterNotFoundAction: action }: YamlMap): ParamRef {
  return {
    name: textOf(name),
    namespace: textOf(namespace),
    selector: isMap(selector) ? readLabelSelector(selector) : undefined,
    parameterNotFoundAction: action === 'Allow' || action === 'Deny' ? action : undefined,
  };
}
