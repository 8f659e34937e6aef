import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';
import { functionNames, imageName, VARIANTS, type Variant } from '../../tools/images/names';
import type { Finished } from './kpt-package';

/** The images that test/containers/build-images.ts has built; without a Docker engine there are none. */

export const repository = process.env.TEST_REPOSITORY ?? 'localhost/not-built';
export const describeContainers = process.env.TEST_REPOSITORY ? describe : describe.skip;
export const describeRegistry = process.env.TEST_REPOSITORY && process.env.TEST_REGISTRY ? describe : describe.skip;

export const functions = functionNames();
export const image = (name: string, variant: Variant) => imageName(repository, name, variant);
export const baseOf = (variant: Variant) => process.env[`TEST_BASE_${variant.toUpperCase()}`] ?? '';

/** A base under a name of a suite's own, to tell what is built on it from what others build at the same time. */
export function ownBase(suite: string, variant: Variant): string {
  const base = `${repository}/base-${suite}:${variant}`;
  docker(['tag', baseOf(variant), base]);
  return base;
}

/** Every function on every runtime. */
export const CASES = functions.flatMap(name => VARIANTS.map(variant => ({ name, variant })));

/** The options that kpt runs an image with. */
export const AS_KPT = ['--interactive', '--network=none', '--user=nobody', '--security-opt=no-new-privileges'];

export function docker(args: readonly string[], input = ''): Finished {
  return finish('docker', args, input);
}

/** Runs a program to its end. */
export function finish(file: string, args: readonly string[], input = ''): Finished {
  const { error, status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', input, maxBuffer: 1 << 28 });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** What `docker inspect` says, of an image or a container. */
export function inspect<T>(what: string): T {
  const { status, stdout, stderr } = docker(['inspect', what]);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout)[0];
}
