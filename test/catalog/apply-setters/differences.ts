import { type IntendedDifference, isRefused } from '../catalog-function';

export const APPLY_SETTERS_DIFFERENCES: readonly IntendedDifference[] = [];
export { isRefused };
