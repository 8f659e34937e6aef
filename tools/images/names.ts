import { readdirSync, readFileSync } from 'node:fs';

export const VARIANTS = ['node', 'bun'] as const;
export type Variant = (typeof VARIANTS)[number];

export const REPOSITORY = 'ghcr.io/intent-krm';

export function functionNames(): string[] {
  const entries = readdirSync('functions', { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}

/** The version as tags and Kptfiles write it. */
export function version(): string {
  return `v${JSON.parse(readFileSync('package.json', 'utf8')).version}`;
}

/** Porch makes the name of a Pod of the last path segment and the tag, so both are as a Pod's name must be. */
export function imageName(repository: string, name: string, variant: Variant): string {
  return `${repository}/${name}:${version()}${variant === 'node' ? '' : `-${variant}`}`;
}
