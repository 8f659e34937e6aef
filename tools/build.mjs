// Bundles each function into one executable file, dist/<function>.cjs, and the tools that use the library; and what
// users of the TypeScript SDK import, into dist/sdk.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const functions = readdirSync('functions', { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

// `yaml` is half of a bundle, and needed for odd resources only; CEL is needed for CRDs with rules only: as texts they need
// not be parsed at every start. What has CEL for something else must not have it twice.
const asText = hasCel => ({
  name: 'as-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: 'yaml', namespace: 'as-text' }));
    if (!hasCel) {
      onResolve({ filter: /\/rules\/crd-rules$/ }, ({ path, resolveDir, namespace }) =>
        namespace === 'file' ? { path: relative('.', resolve(resolveDir, path)), namespace: 'as-text' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'as-text' }, async ({ path }) => {
      const module = path === 'yaml' ? path : `./${path}`;
      const stdin = { contents: `module.exports = require('${module}')`, resolveDir: '.' };
      const options = { bundle: true, platform: 'node', format: 'cjs', minify: true, write: false };
      const { outputFiles } = await build({ stdin, ...options });
      return {
        contents: `new Function('module', 'require', 'process', ${JSON.stringify(outputFiles[0].text)})(module, require, process);`,
      };
    });
  },
});
// `node:net` brings half of Node.js with it: it is loaded when somebody asks about an address.
const lateNet = {
  name: 'late-net',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:net$/ }, ({ importer }) =>
      importer.startsWith(resolve('lib')) ? { path: 'node:net', namespace: 'late-net' } : { external: true },
    );
    onLoad({ filter: /.*/, namespace: 'late-net' }, () => ({
      contents: ['isIPv4', 'isIPv6']
        .map(name => `export const ${name} = text => require('node:net').${name}(text);`)
        .join(''),
    }));
  },
};
const WITH_CEL = ['policy-enforcer'];

/** @type {import('esbuild').BuildOptions} */
const common = {
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES modules of zod can be shaken, its CommonJS build cannot.
  mainFields: ['module', 'main'],
  loader: { '.md': 'text', '.pack': 'text', '.yaml': 'text' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
};

/** Bundles each entry point; gives the sizes of the files, by their names. */
async function bundle(entryPoints, options) {
  const sizes = {};
  for (const hasCel of [false, true]) {
    const entries = entryPoints.filter(({ out }) => WITH_CEL.includes(out) === hasCel);
    const { metafile } = await build({
      ...common,
      ...options,
      entryPoints: entries,
      plugins: [asText(hasCel), lateNet],
    });
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) sizes[file] = bytes;
  }
  return sizes;
}

const programs = await bundle(
  [
    ...functions.map(name => ({ in: `functions/${name}/main.ts`, out: name })),
    ...[
      'test/bench',
      'test/tools/cel-eval',
      'test/tools/verdict',
      'tools/images',
      'tools/management',
      'tools/render',
    ].map(folder => ({
      in: `${folder}/main.ts`,
      out: `tools/${basename(folder)}`,
    })),
    { in: 'test/bench/sites/main.ts', out: 'tools/bench-sites' },
    { in: 'test/bench/to-js/main.ts', out: 'tools/bench-to-js' },
  ],
  { outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
);
const sdk = await bundle(
  [
    ...functions.map(name => ({ in: `functions/${name}/kpt-func.ts`, out: name })),
    { in: 'lib/krm/sdk/run.ts', out: 'index' },
  ],
  // Users bring the version they write their functions with.
  { outdir: 'dist/sdk', external: ['kpt-functions'] },
);

const IMPORT = "import type { KptFunc } from 'kpt-functions';\n\n";
writeFileSync('dist/sdk/index.d.cts', `${IMPORT}export declare function run(kptFunc: KptFunc): Promise<void>;\n`);
for (const name of functions) {
  const exported = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  writeFileSync(`dist/sdk/${name}.d.cts`, `${IMPORT}export declare const ${exported}: KptFunc;\n`);
}

for (const file of Object.keys(programs)) chmodSync(file, 0o755);
// One letter that is not ASCII, and V8 takes two bytes for each: esbuild leaves them in regular expressions.
for (const file of functions.map(name => `dist/${name}.cjs`)) {
  const escaped = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}
for (const [file, bytes] of Object.entries({ ...programs, ...sdk })) {
  console.log(`  ${file}  ${(bytes / 1024).toFixed(0)} kB`);
}
