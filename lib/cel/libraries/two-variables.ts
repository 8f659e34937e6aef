import { TWO_VARIABLE_MACROS } from '../parse/macros';
import type { Library } from './declare';

/** Macros with two variables. */
export const TWO_VARIABLES: Library = { since: 32, overloads: [], macros: TWO_VARIABLE_MACROS };
