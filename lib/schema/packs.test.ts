import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';

const PACKS = join(__dirname, 'packs');
const GENERATE = join(__dirname, 'generate');
const hasSources = existsSync(join(GENERATE, 'node_modules/.package-lock.json'));

const files = readdirSync(PACKS).filter(file => file.endsWith('.pack'));
const read = (file: string) => readFileSync(join(PACKS, file), 'utf8');

interface Pack {
  kinds: Record<string, Record<string, string>>;
  types: Record<string, Record<string, string>>;
}

describe('the schema packs', () => {
  test.each(files)('%s: at most 60 KB gzipped, and every type it names is in it', file => {
    expect(gzipSync(read(file)).length).toBeLessThan(60 * 1024);
    const { kinds, types } = JSON.parse(read(file)) as Pack;
    const named = [
      ...Object.values(kinds).flatMap(Object.values<string>),
      ...Object.values(types).flatMap(Object.values<string>),
    ].flatMap(text => text.replace(/\[[^\]]*\]/g, '').match(/\b[A-Z]\w+/g) ?? []);
    expect(named.filter(name => !types[name])).toEqual([]);
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
