import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { setTargetSite as krmFunction } from './function';
import page from './README.md';

/** set-target-site as a function of the TypeScript SDK. */
export const setTargetSite = toKptFunc(krmFunction, page);
