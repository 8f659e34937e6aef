import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { setNamespace as krmFunction } from './function';
import page from './README.md';

/** set-namespace as a function of the TypeScript SDK. */
export const setNamespace = toKptFunc(krmFunction, page);
