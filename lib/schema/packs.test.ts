import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { KUBERNETES_VERSIONS, SchemaPack } from './pack';
import type { Schema } from './schema';

const PACKS = join(__dirname, 'packs');
const GENERATE = join(__dirname, 'generate');
const hasSources = existsSync(join(GENERATE, 'node_modules/.package-lock.json'));

const files = readdirSync(PACKS).filter(file => file.endsWith('.pack'));
const read = (file: string) => readFileSync(join(PACKS, file), 'utf8');

describe('the schema packs', () => {
  test('there is a file for each version, all together at most 60 KB gzipped', () => {
    expect(files).toEqual([...KUBERNETES_VERSIONS].reverse().map(version => `${version}.pack`));
    expect(gzipSync(files.map(read).join('')).length).toBeLessThan(60 * 1024);
  });

  test.each(KUBERNETES_VERSIONS)('%s: every type that a kind leads to is there', version => {
    const pack = new SchemaPack(version);
    const seen = new Set<Schema>();
    const visit = (schema: Schema | undefined) => {
      if (!schema || seen.has(schema)) return;
      seen.add(schema);
      for (const { schema: inner } of schema.fields?.values() ?? []) visit(inner);
      visit(schema.items);
      visit(schema.values);
    };
    const kinds = pack.allKinds();
    for (const { schema } of kinds) visit(schema);
    expect(kinds.length).toBeGreaterThan(75);
    expect([...seen].filter(({ type, fields }) => type === 'mapping' && fields?.size === 0)).toEqual([]);
  });

  (hasSources ? test : test.skip)('are what `make schemas` makes of its sources, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'packs-'));
    try {
      execFileSync(process.execPath, [join(GENERATE, 'main.mjs'), folder]);
      for (const file of files) expect(readFileSync(join(folder, file), 'utf8') === read(file)).toBe(true);
      expect(readdirSync(folder)).toEqual(files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
