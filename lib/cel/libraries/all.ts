import { AUTHORIZER, AUTHORIZER_SELECTORS } from './authorizer';
import { CIDR } from './cidr';
import { CONTROL } from './control';
import type { Library } from './declare';
import { IP } from './ip';
import { LISTS, LISTS_EXTENDED } from './lists';
import { NAMED_FORMATS } from './named-formats';
import { OPTIONALS } from './optional';
import { QUANTITY } from './quantity';
import { REGEX } from './regex';
import { SEMVER } from './semver';
import { SETS } from './sets';
import { STANDARD } from './standard';
import { STRINGS } from './strings';
import { TWO_VARIABLES } from './two-variables';
import { URLS } from './urls';

/** All libraries. Source: `baseOpts` in `environment/base.go` of k8s.io/apiserver. */
export const LIBRARIES: readonly Library[] = [
  CONTROL,
  STANDARD,
  URLS,
  REGEX,
  LISTS,
  AUTHORIZER,
  OPTIONALS,
  QUANTITY,
  STRINGS,
  SETS,
  IP,
  CIDR,
  NAMED_FORMATS,
  AUTHORIZER_SELECTORS,
  TWO_VARIABLES,
  SEMVER,
  LISTS_EXTENDED,
];
