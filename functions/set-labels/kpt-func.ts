import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { setLabels as krmFunction } from './function';
import page from './README.md';

/** set-labels as a function of the TypeScript SDK. */
export const setLabels = toKptFunc(krmFunction, page);
