import { toKptFunc } from '../../lib/krm/sdk/kpt-func';
import { applySetters as krmFunction } from './function';
import page from './README.md';

/** apply-setters as a function of the TypeScript SDK. Its objects have no comments: on its own it finds no setters. */
export const applySetters = toKptFunc(krmFunction, page);
