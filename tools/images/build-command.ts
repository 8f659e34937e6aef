import { join } from 'node:path';
import { DOCKERFILE } from './function-context';
import type { Variant } from './names';

/** The arguments of `docker` that build an image from a staged context. */
export function buildCommand(
  context: string,
  variant: Variant,
  image: string,
  buildArguments: Record<string, string>,
): string[] {
  const values = Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  return ['build', '--file', join(context, DOCKERFILE), '--target', variant, '--tag', image, ...values, context];
}
