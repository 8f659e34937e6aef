import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOCKERFILE, stageFunction } from '../../../tools/images/function-context';
import { functionNames, VARIANTS, type Variant } from '../../../tools/images/names';
import { runtime } from '../../../tools/images/runtimes';
import { BenchError } from '../bench-error';

export interface Command {
  argv: string[];
  env: Record<string, string>;
}

/** The path that images have their function at. */
const IN_IMAGE = '/function.cjs';

/**
 * Every function as its image runs it: the same runtime, options and environment, and what the image carries (for Bun
 * bytecode beside the bundle).
 */
export class FunctionCommands {
  private readonly commands = new Map<string, Command>();

  /** `folder` gets what the images carry. */
  constructor(folder: string) {
    for (const name of functionNames()) {
      for (const variant of VARIANTS) {
        const staged = join(folder, `${name}-${variant}`);
        stageFunction(name, variant, staged);
        this.commands.set(key(name, variant), scriptCommand(join(staged, 'function.cjs'), variant));
      }
    }
  }

  get(name: string, variant: Variant): Command {
    const command = this.commands.get(key(name, variant));
    if (!command) throw new BenchError(`there is no function ${name} to run on ${variant}`);
    return command;
  }
}

function key(name: string, variant: Variant): string {
  return `${name} ${variant}`;
}

/** Runs a script as the images run theirs. */
export function scriptCommand(script: string, variant: Variant): Command {
  const stage = stageOf(readFileSync(DOCKERFILE, 'utf8'), variant);
  const entrypoint: string[] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(stage)?.[1] ?? '[]');
  const { path, binary } = runtime(variant);
  const onThisMachine = new Map([
    [path, resolve(binary)],
    [IN_IMAGE, script],
  ]);
  const env = [...stage.matchAll(/^ENV (\w+)=(\S+)$/gm)].map(([, key, value]) => [key, value]);
  return { argv: entrypoint.map(part => onThisMachine.get(part) ?? part), env: Object.fromEntries(env) };
}

function stageOf(dockerfile: string, variant: Variant): string {
  const stages = dockerfile.split(/^(?=FROM )/m);
  return stages.find(stage => stage.startsWith(`FROM function AS ${variant}\n`)) ?? '';
}
