import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { validateSchema as krmFunction } from './function';
import page from './README.md';

/** validate-schema as a function of the TypeScript SDK. */
export const validateSchema = toKptFunc(krmFunction, page);
