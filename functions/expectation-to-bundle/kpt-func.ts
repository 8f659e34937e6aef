import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { expectationToBundle as krmFunction } from './function';
import page from './README.md';

/** expectation-to-bundle as a function of the TypeScript SDK. */
export const expectationToBundle = toKptFunc(krmFunction, page);
