import { spawnSync } from 'node:child_process';
import { ImageError } from './image-error';

/** Runs the docker CLI and gives what it prints. */
export function docker(args: readonly string[], options: { timeout?: number } = {}): string {
  // Builders that can, take their timestamps from here: an image built again is the same image.
  const env = { ...process.env, SOURCE_DATE_EPOCH: '0' };
  const { error, status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', env, ...options });
  if (error) throw new ImageError(`docker ${args[0]}: ${error.message}`);
  if (status !== 0) throw new ImageError(`docker ${args.join(' ')}\n${stdout}${stderr}`.trim());
  return stdout.trim();
}

export function hasImage(image: string): boolean {
  return spawnSync('docker', ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;
}

/** In bytes, with the layers it shares. */
export function imageSize(image: string): number {
  return Number(docker(['image', 'inspect', '--format', '{{.Size}}', image]));
}

/** Docker's older builder leaves the other target behind as an image without a name, on the same base. */
export function removeUnnamed(base: string): void {
  docker(['image', 'prune', '--force', '--filter', `label=org.opencontainers.image.base.name=${base}`]);
}

/** Why no Docker engine answers, in one line; undefined if one does. */
export function engineProblem(): string | undefined {
  const format = '{{.Server.Version}}';
  const { error, status, stderr } = spawnSync('docker', ['version', '--format', format], { encoding: 'utf8' });
  if (error) return 'there is no docker command (Debian: apt-get install docker.io)';
  if (status === 0) return undefined;
  return stderr.trim().split('\n').at(-1) || 'the engine does not answer';
}
