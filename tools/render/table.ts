import Table from 'cli-table3';
import type { PublishedPackage } from './render-sites';

/** Beyond so many packages a row has one line. */
const DETAILED = 20;

/** What is in the repositories now, a row per site and package. */
export function formatTable(packages: readonly PublishedPackage[]): string {
  const table = new Table({
    head: ['site', 'package', 'objects', 'intents', 'results', 'commit'],
    style: { head: [], border: [] },
  });
  const isDetailed = packages.length <= DETAILED;
  const joined = (lines: readonly string[]) => lines.join(isDetailed ? '\n' : ', ') || '-';
  for (const { site, path, kinds, intents, results, commit, isNew } of packages) {
    table.push([
      site,
      path,
      isDetailed ? joined(countKinds(kinds)) : String(kinds.length),
      isDetailed || intents.length < 3 ? joined(intents) : String(intents.length),
      joined(countResults(results)),
      `${commit}${isNew ? ' new' : ''}`,
    ]);
  }
  return table.toString();
}

function countKinds(kinds: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([kind, count]) => `${count} ${kind}`);
}

function countResults(results: ReadonlyMap<string, number>): string[] {
  return ['error', 'warning', 'info'].flatMap(severity => {
    const count = results.get(severity);
    return count === undefined ? [] : `${count} ${severity}`;
  });
}
