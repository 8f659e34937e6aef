import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { KrmFunction } from '../../lib/krm/function';
import type { fc } from '../support/fast-check';
import type { Data } from '../support/run';

/** A function of the catalog in Go, with ours in its place. */
export interface CatalogFunction {
  name: string;
  ours: KrmFunction<never>;
  /** Whether its module can be had: `make` then builds it, and a test that does not find it fails. */
  hasModule: boolean;
  /** Whether it writes lists as they come in; an old kyaml indents them all. */
  keepsLayout: boolean;
  packages: fc.Arbitrary<CatalogPackage>;
  differences: readonly IntendedDifference[];
}

/** What both are given. Each document has a `config.kubernetes.io/path` of its own: its items are told apart by it. */
export interface CatalogPackage {
  documents: readonly string[];
  config: string | undefined;
  /** Whether the documents are as kyaml writes them, so that both must give the same text. */
  isCanonical: boolean;
}

/** Where ours does something else on purpose. A difference that no entry explains fails the test. */
export interface IntendedDifference {
  /** Upper case; also in the function's README, under "Where it differs from the catalog's". */
  code: string;
  /** What the catalog's does, and why ours does not. */
  reason: string;
  /** The issue that asked for it. */
  issue: number;
  explains(divergence: Divergence): boolean;
  /** Shows the difference, and no other. */
  example: { documents: readonly string[]; config: string | undefined };
}

/** One thing that the two do not agree on. */
export interface Divergence {
  /** `value`: a field of an item; `text`: an item of equal values; `failure`: one of them gave no list at all. */
  what: 'value' | 'text' | 'items' | 'severities' | 'exit code' | 'failure';
  /** Undefined where there is none. */
  ours: Data;
  theirs: Data;
  /** Of a field: the steps to it. */
  path: readonly string[];
  /** The item as it came in. */
  item: Data;
  /** All items as they came in, and the function config. */
  items: readonly Data[];
  config: Data;
  /** `tags.code` of our results. */
  codes: readonly string[];
}

/** Whether ours has failed with a code, and given everything back as it came. */
export function isRefused({ codes }: Divergence, code: string): boolean {
  return codes.includes(code);
}

/** Whether a field is with us as it came in: the function in Go has changed it. */
export function isKept({ what, ours, path, item }: Divergence): boolean {
  const asItCame = path.reduce((value, step) => value?.[step], item);
  return what === 'value' && isDeepStrictEqual(ours, asItCame);
}

/** Whether two texts of the same values differ in quotes around what the YAML of the API server takes for booleans. */
export function differsInQuotes({ what, ours, theirs }: Divergence): boolean {
  const withoutQuotes = (text: string) => text.replaceAll(/"(yes|no|on|off)"/g, '$1');
  return what === 'text' && withoutQuotes(ours) === withoutQuotes(theirs);
}

/**
 * The function in Go: `make` builds those whose modules can be had (CATALOG_FUNCTIONS is their folder), and
 * CATALOG_<NAME>, as in CATALOG_SET_LABELS, names another binary. Undefined where neither is given.
 */
export function goBinary({ name, hasModule }: CatalogFunction): string | undefined {
  const { CATALOG_FUNCTIONS: folder, [`CATALOG_${name.toUpperCase().replaceAll('-', '_')}`]: own } = process.env;
  const binary = own ?? (folder !== undefined && hasModule ? join(folder, name) : undefined);
  if (binary !== undefined && !existsSync(binary)) throw new Error(`there is no ${binary}`);
  return binary;
}
