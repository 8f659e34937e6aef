import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyLibraries, debianPackages } from './debian-libraries';
import { docker, hasImage } from './docker';
import { fixTimes } from './fixed-times';
import { REPOSITORY, type Variant } from './names';
import { type Runtime, runtime } from './runtimes';

const DOCKERFILE = 'tools/images/Dockerfile.base';

/** kpt runs functions as `nobody`, by name. */
const USERS: Record<string, string> = {
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  'etc/passwd': 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n',
};

/** A base image made on this machine. Its tag tells what is in it, so it is built once. */
export function localBase(variant: Variant): string {
  const made = runtime(variant);
  const packages = debianPackages(Object.keys(made.libraries));
  const recipe = JSON.stringify([made.path, made.libraries, packages, USERS, readFileSync(DOCKERFILE, 'utf8')]);
  const digest = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const tag = `${REPOSITORY}/base-${variant}:${made.version}-${process.arch}-${digest}`;
  if (hasImage(tag)) return tag;
  console.log(`building ${tag}`);
  const folder = mkdtempSync(join(tmpdir(), 'base-'));
  try {
    writeRoot(made, join(folder, 'rootfs'));
    build(folder, tag, {
      RUNTIME: variant,
      VERSION: made.version,
      LIBRARIES: packages.map(({ file }) => file.replace(/_[^_]*\.deb$/, '').replace('_', '=')).join(' '),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return tag;
}

function writeRoot({ binary, path, libraries }: Runtime, root: string): void {
  copyLibraries(libraries, root);
  mkdirSync(join(root, dirname(path)), { recursive: true });
  copyFileSync(binary, join(root, path));
  chmodSync(join(root, path), 0o755);
  mkdirSync(join(root, 'etc'));
  for (const [file, content] of Object.entries(USERS)) writeFileSync(join(root, file), content);
  mkdirSync(join(root, 'tmp'));
  chmodSync(join(root, 'tmp'), 0o1777);
  fixTimes(root);
}

function build(folder: string, tag: string, buildArguments: Record<string, string>): void {
  const options = Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  docker(['build', '--file', DOCKERFILE, '--tag', tag, ...options, folder]);
}
