import { struct, type Type } from '../check/type';
import { type FunctionRow, type Library, overloadsOf } from './declare';

const AUTHORIZER_TYPE = typeNamed('Authorizer');
const RESOURCE_TYPE = typeNamed('ResourceCheck');
const TYPES = [AUTHORIZER_TYPE, RESOURCE_TYPE, typeNamed('PathCheck'), typeNamed('GroupCheck'), typeNamed('Decision')];

/** The types of the variables `authorizer` and `authorizer.requestResource`. */
export const AUTHORIZER_VARIABLES = { authorizer: AUTHORIZER_TYPE, 'authorizer.requestResource': RESOURCE_TYPE };

/**
 * What may be asked of an authorizer. Expressions with it are checked, and run as far as they do without: when a package
 * is rendered there is nobody to ask. Source: `library/authz.go` of k8s.io/apiserver.
 */
const ROWS: readonly FunctionRow[] = [
  ['path', 'Authorizer.(string) -> PathCheck', notAsked],
  ['group', 'Authorizer.(string) -> GroupCheck', notAsked],
  ['serviceAccount', 'Authorizer.(string, string) -> Authorizer', notAsked],
  ['resource', 'GroupCheck.(string) -> ResourceCheck', notAsked],
  ['subresource', 'ResourceCheck.(string) -> ResourceCheck', notAsked],
  ['namespace', 'ResourceCheck.(string) -> ResourceCheck', notAsked],
  ['name', 'ResourceCheck.(string) -> ResourceCheck', notAsked],
  ['check', 'PathCheck.(string) -> Decision', notAsked],
  ['check', 'ResourceCheck.(string) -> Decision', notAsked],
  ['errored', 'Decision.() -> bool', notAsked],
  ['error', 'Decision.() -> string', notAsked],
  ['allowed', 'Decision.() -> bool', notAsked],
  ['reason', 'Decision.() -> string', notAsked],
];

const SELECTOR_ROWS: readonly FunctionRow[] = [
  ['fieldSelector', 'ResourceCheck.(string) -> ResourceCheck', notAsked],
  ['labelSelector', 'ResourceCheck.(string) -> ResourceCheck', notAsked],
];

export const AUTHORIZER: Library = { since: 27, overloads: overloadsOf(ROWS, { types: TYPES }) };
export const AUTHORIZER_SELECTORS: Library = { since: 31, overloads: overloadsOf(SELECTOR_ROWS, { types: TYPES }) };

function typeNamed(name: string): Type {
  return struct(`kubernetes.authorization.${name}`);
}

/** The variable has no value, so that no call of these has arguments. */
function notAsked(): never {
  throw new Error('an authorizer was asked');
}
