import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { BenchError } from '../bench-error';

/** A benchmark of a function that does not do its work would be worth nothing. */

/** Throws `BenchError` unless two ResourceLists hold the same objects as data, in any order. */
export function expectSameObjects(what: string, ours: string, theirs: string): void {
  const [own, other] = [objectsByFile(ours), objectsByFile(theirs)];
  const differing = [...new Set([...own.keys(), ...other.keys()])].filter(
    key => !isDeepStrictEqual(own.get(key), other.get(key)),
  );
  if (differing.length > 0)
    throw new BenchError(`${what}: ${differing.length} objects differ, the first one is ${differing.sort()[0]}`);
}

function objectsByFile(list: string): Map<string, unknown> {
  // Dates and `0777` may mean anything as long as it is the same to both.
  const { items }: { items: { kind: string; metadata: { name: string; namespace?: string } }[] } = parse(list, {
    schema: 'failsafe',
    logLevel: 'silent',
  });
  return new Map(items.map(item => [`${item.kind} ${item.metadata.namespace ?? ''}/${item.metadata.name}`, item]));
}

/** Throws `BenchError` unless policy-enforcer objects to as many objects, once to each, as the API server's evaluator denies. */
export function expectAsMany(what: string, ours: string, denied: string): void {
  const [, own] = /, (\d+) warnings, /.exec(ours) ?? [];
  if (Number(own) !== Number(denied) || Number(own) === 0)
    throw new BenchError(`${what} denies ${denied.trim()} objects, ours warns of ${own}`);
}

/**
 * Throws `BenchError` unless kubeconform finds no resource invalid, and validate-schema, which knows more kinds, finds at
 * least as many valid.
 */
export function expectNoFewer(what: string, ours: string, summary: string): void {
  const [, own] = /: (\d+) valid, /.exec(ours) ?? [];
  const { valid, invalid }: { valid: number; invalid: number } = JSON.parse(summary).summary;
  if (invalid > 0 || !(Number(own) >= valid))
    throw new BenchError(`${what} finds ${valid} resources valid and ${invalid} invalid, ours finds ${own} valid`);
}
