// Writes lib/schema/packs/<Kubernetes version>.pack, one for each client in package.json, and for 1.35: the newest whole,
// each older one as what it has other than the next.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePack } from './pack.mjs';
import { CHANGES_1_35 } from './tables/changes-1.35.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const packs = process.argv[2] ?? join(here, '../packs');
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const clients = Object.keys(dependencies).map(name => ({ version: name.replace('kubernetes-', ''), name }));
const sources = [...clients, { version: '1.35', name: 'kubernetes-1.36', changes: CHANGES_1_35 }];
const newestFirst = sources.sort((a, b) => Number(b.version.slice(2)) - Number(a.version.slice(2)));

mkdirSync(packs, { recursive: true });
let newer = { kinds: {}, types: {} };
for (const { version, name, changes } of newestFirst) {
  const pack = makePack(join(here, 'node_modules', name), changes);
  const text = write({ kinds: difference(newer.kinds, pack.kinds), types: difference(newer.types, pack.types) });
  writeFileSync(join(packs, `${version}.pack`), text);
  newer = pack;
  const kinds = Object.values(pack.kinds).flatMap(Object.keys).length;
  const size = `${(text.length / 1024).toFixed(1)} kB`;
  console.log(`  ${version}.pack  ${size}  (${kinds} kinds, ${Object.keys(pack.types).length} types)`);
}

/** The entries of `after` that differ from those of `before`; null for those that are gone. */
function difference(before, after) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort((a, b) => (a < b ? -1 : 1));
  const changed = keys.filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(changed.map(key => [key, after[key] ?? null]));
}

/** JSON with a line for each API version and type, so that the difference of two packs can be read. */
function write({ kinds, types }) {
  const lines = map => Object.entries(map).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{"kinds":{\n${lines(kinds).join(',\n')}\n},"types":{\n${lines(types).join(',\n')}\n}}\n`;
}
