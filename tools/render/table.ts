import Table from 'cli-table3';
import type { RenderedPackage } from './render-package';

/** What was rendered, a row per site and package. */
export function formatTable(packages: readonly RenderedPackage[]): string {
  const table = new Table({
    head: ['site', 'package', 'objects', 'intents', 'results'],
    style: { head: [], border: [] },
  });
  for (const { site, path, objects, intents, results } of packages) {
    table.push([
      site,
      path,
      countKinds(objects.map(object => object.kind)),
      intents.join('\n') || '-',
      countResults(results),
    ]);
  }
  return table.toString();
}

function countKinds(kinds: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([kind, count]) => `${count} ${kind}`).join('\n') || '-';
}

function countResults(results: ReadonlyMap<string, number>): string {
  const lines = ['error', 'warning', 'info'].flatMap(severity => {
    const count = results.get(severity);
    return count === undefined ? [] : `${count} ${severity}`;
  });
  return lines.join('\n') || '-';
}
