// Writes lib/schema/packs/<Kubernetes version>.pack, one for each client in package.json, and for 1.35.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makePack } from './pack.mjs';
import { CHANGES_1_35 } from './tables/changes-1.35.mjs';

const HERE = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const packs = process.argv[2] ?? join(HERE, '../packs');
const { dependencies } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
const clients = Object.keys(dependencies).map(name => ({ version: name.replace('kubernetes-', ''), name }));
const sources = [...clients, { version: '1.35', name: 'kubernetes-1.36', changes: CHANGES_1_35 }];

mkdirSync(packs, { recursive: true });
for (const { version, name, changes } of sources) {
  const pack = makePack(join(HERE, 'node_modules', name), changes);
  const text = write(pack);
  writeFileSync(join(packs, `${version}.pack`), text);
  const kinds = Object.values(pack.kinds).flatMap(Object.keys).length;
  const size = `${(text.length / 1024).toFixed(0)} kB, ${(gzipSync(text).length / 1024).toFixed(1)} kB gzipped`;
  console.log(`  ${version}.pack  ${kinds} kinds, ${Object.keys(pack.types).length} types, ${size}`);
}

/** JSON with a line for each API version and type, so that the difference of two packs can be read. */
function write({ kinds, types }) {
  const lines = map => Object.entries(map).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{"kinds":{\n${lines(kinds).join(',\n')}\n},"types":{\n${lines(types).join(',\n')}\n}}\n`;
}
