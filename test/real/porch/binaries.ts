import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cachedBinary } from '../cached-binary';
import { GoModule } from '../go-module';

const MODULE = 'github.com/nephio-project/porch';
/** Without C: the wrapper goes into images, whatever library they have. */
const pinned = new GoModule('test/real/porch', { CGO_ENABLED: '0' });

const PACKAGES = {
  controllers: 'controllers',
  'function-runner': 'func/server',
  porch: 'cmd/porch',
  porchctl: 'cmd/porchctl',
  'wrapper-server': 'func/wrapper-server',
};

export type PorchProgram = keyof typeof PACKAGES;

/** A program of the pinned Porch, built on first use. */
export function porchBinary(name: PorchProgram): string {
  const build = `porch-${pinned.hash()}`;
  if (name === 'controllers') return controllers(`${build}-no-probes`);
  return cachedBinary(name, build, file => {
    announce(name);
    pinned.build(file, `${MODULE}/${PACKAGES[name]}`);
  });
}

/** The folder with the pinned Porch's files: manifests are used as they are published, and are not kept here. */
export const porchSource = () => pinned.source(MODULE);

/** Porch's controllers listen for probes on two ports that nobody can choose, and that others may have: not here. */
function controllers(build: string): string {
  return cachedBinary('controllers', build, (file, scratch) => {
    announce('controllers');
    const main = readFileSync(join(porchSource(), PACKAGES.controllers, 'main.go'), 'utf8');
    const copy = join(scratch, 'main.go');
    writeFileSync(copy, main.replace(/(\bBindAddress: +|\bHealthProbeBindAddress: +)":808[01]"/g, '$1"0"'));
    pinned.build(file, copy);
  });
}

function announce(name: PorchProgram): void {
  process.stderr.write(`building Porch's ${name} ${pinned.version(MODULE)} into ${CACHE} (once)\n`);
}
