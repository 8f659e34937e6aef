import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { policyEnforcer as krmFunction } from './function';
import page from './README.md';

/** policy-enforcer as a function of the TypeScript SDK. */
export const policyEnforcer = toKptFunc(krmFunction, page);
