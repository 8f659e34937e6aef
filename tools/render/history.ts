import type { Git } from './git';

/** The line of a commit's message that says that this tool made it (git-interpret-trailers). */
export const RENDERED_BY = 'Rendered-by';
export const TOOL = 'intent-krm';

export interface Commit {
  /** Abbreviated, as git shows it. */
  name: string;
  subject: string;
}

/** What happened to a file last. */
export interface FileHistory {
  commit: Commit;
  /** Whether it was this tool that made the commit. */
  isRendered: boolean;
  /** Whether a render put it there: who deleted and added it again by hand since owns it. */
  isOwn: boolean;
}

/** What git writes for the tools that a commit's message names, as `--format` has it. */
export const TOOLS = `%(trailers:key=${RENDERED_BY},valueonly,separator=%x20)`;
const HEADER = `%x01%h%x1f%s%x1f${TOOLS}`;

/** Whether this tool made a commit, by what `TOOLS` has given. */
export function isByTool(tools: string): boolean {
  return tools.split(' ').includes(TOOL);
}

/**
 * What a branch says about the files of a folder, by path in the repository. Who owns a file follows from the commits
 * alone, so that a clone knows it too: a render owns what a render wrote.
 */
export async function readHistory(git: Git, tip: string, folder: string): Promise<Map<string, FileHistory>> {
  const args = ['log', '-z', '--no-renames', '--name-status', `--format=${HEADER}`, tip, '--', folder];
  const files = new Map<string, FileHistory>();
  const decided = new Set<string>();
  const [, ...commits] = (await git.run(args)).split('\x01');
  // The newest first.
  for (const text of commits) {
    const [header = '', ...entries] = text.split('\0');
    const [name = '', subject = '', tools = ''] = header.split('\x1f');
    const isRendered = isByTool(tools);
    for (let i = 0; i + 1 < entries.length; i += 2) {
      const [status = '', file = ''] = [entries[i]?.trim(), entries[i + 1]];
      const known = files.get(file) ?? { commit: { name, subject }, isRendered, isOwn: false };
      files.set(file, known);
      if (isRendered && !decided.has(file)) known.isOwn = status !== 'D';
      if (isRendered) decided.add(file);
    }
  }
  return files;
}
