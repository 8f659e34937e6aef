import { devNull } from 'node:os';
import { type Finished, type ProgramOptions, runProgram } from './program';
import { RenderError } from './render-error';

/** What would make git read or write another repository than the folder says: set where a hook calls. Source: `git rev-parse --local-env-vars`. */
const OF_ANOTHER_REPOSITORY = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_COUNT',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** Whatever the user's git is set to, a repository gets the bytes that were rendered, and no program of theirs runs. */
const SETTINGS = [
  `core.attributesFile=${devNull}`,
  'core.autocrlf=false',
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.quotePath=false',
  'core.safecrlf=false',
  'log.showSignature=false',
  'push.gpgSign=false',
];

/** The ways to a repository that only carry data: `ext::` would run a command. */
const PROTOCOLS = 'file:git:http:https:ssh';

/** The git command in the folder of a repository. */
export class Git {
  /** `folder` has the work tree, and `.git`; a repository around it is never taken for it. */
  constructor(readonly folder: string) {}

  /** The output of a command; what git says about a failure is a `RenderError`. */
  async run(args: readonly string[], options: Pick<ProgramOptions, 'input'> = {}): Promise<string> {
    const { status, stdout, stderr } = await this.attempt(args, options);
    if (status !== 0) throw new RenderError(`git ${args[0]} in ${this.folder}: ${stderr.trim()}`);
    return stdout;
  }

  /** Runs a command that may fail. */
  attempt(args: readonly string[], options: Pick<ProgramOptions, 'input'> = {}): Promise<Finished> {
    const place = [`--git-dir=${this.folder}/.git`, `--work-tree=${this.folder}`];
    return runGit([...place, ...args], { ...options, cwd: this.folder });
  }
}

/** Runs git outside of any repository, or where its arguments say. */
export function runGit(args: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
  const settings = SETTINGS.flatMap(setting => ['-c', setting]);
  return runProgram('git', ['--literal-pathspecs', ...settings, ...args], { ...options, env: environment() });
}

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of OF_ANOTHER_REPOSITORY) delete env[name];
  // Nobody may be there to answer: git says which credentials it lacks.
  return { ...env, GIT_ALLOW_PROTOCOL: PROTOCOLS, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
}
