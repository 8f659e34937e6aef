// Bundles each function into one executable file, dist/<function>.cjs, and the tools that use the library.
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const functions = readdirSync('functions', { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
const { metafile } = await build({
  entryPoints: [
    ...functions.map(name => ({ in: `functions/${name}/main.ts`, out: name })),
    ...['images', 'render'].map(name => ({ in: `tools/${name}/main.ts`, out: `tools/${name}` })),
  ],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES modules of zod can be shaken, its CommonJS build cannot.
  mainFields: ['module', 'main'],
  banner: { js: '#!/usr/bin/env node' },
  loader: { '.md': 'text', '.yaml': 'text' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
});
for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  chmodSync(file, 0o755);
  console.log(`  ${file}  ${(bytes / 1024).toFixed(0)} kB`);
}
