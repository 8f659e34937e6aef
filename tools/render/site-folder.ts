import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { RenderError } from './render-error';
import { type RenderedPackage, readFolder } from './render-package';

/**
 * A site's folder belongs to the user too: files that were added by hand stay, and edits of rendered files are merged
 * with what rendering changes (base: what the last run wrote; it is kept in a folder of its own).
 */

/** Folder of the output that holds what the last run wrote. */
const BASE = '.rendered';

export interface Changes {
  /** Content by absolute path; undefined for a file that goes. */
  writes: Map<string, Buffer | undefined>;
  /** What deserves a word: edits that were kept. */
  notes: string[];
  summary: string;
}

interface Versions {
  /** What the last run wrote. */
  base: Buffer | undefined;
  /** What is there. */
  ours: Buffer | undefined;
  /** What this run rendered. */
  theirs: Buffer | undefined;
}

/** Compares what was rendered with what is there. Throws `RenderError` where an edit by hand contradicts it. */
export function planChanges(out: string, packages: readonly RenderedPackage[]): Changes {
  const plan = new Plan();
  for (const { site, path, files } of packages) {
    const folder = join(out, `${site}-config`, path);
    const baseFolder = join(out, BASE, `${site}-config`, path);
    const baseFiles = existsSync(baseFolder) ? readFolder(baseFolder) : new Map<string, Buffer>();
    for (const file of new Set([...files.keys(), ...baseFiles.keys()])) {
      const versions = { base: baseFiles.get(file), ours: readIfThere(join(folder, file)), theirs: files.get(file) };
      plan.addFile(join(folder, file), versions);
      if (!sameBytes(versions.base, versions.theirs)) plan.writes.set(join(baseFolder, file), versions.theirs);
    }
  }
  plan.refuseConflicts();
  return { writes: plan.writes, notes: plan.notes, summary: summarize(out, plan.writes) };
}

class Plan {
  readonly writes = new Map<string, Buffer | undefined>();
  readonly notes: string[] = [];
  private readonly conflicts: string[] = [];

  addFile(target: string, versions: Versions): void {
    const merged = merge(versions);
    const shown = relative(process.cwd(), target);
    if (merged === 'conflict') {
      this.conflicts.push(shown);
      return;
    }
    if (!sameBytes(merged, versions.ours)) this.writes.set(target, merged);
    if (!sameBytes(merged, versions.theirs)) this.notes.push(`kept an edit by hand: ${shown}`);
  }

  refuseConflicts(): void {
    if (this.conflicts.length === 0) return;
    throw new RenderError(
      'edits by hand contradict what was rendered; nothing was written:\n' +
        `${this.conflicts.map(file => `  ${file}\n`).join('')}take the edits back, or make them in the blueprint`,
    );
  }
}

export function writeChanges({ writes }: Changes): void {
  for (const [file, content] of writes) {
    if (content === undefined) rmSync(file, { force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

function merge({ base, ours, theirs }: Versions): Buffer | undefined | 'conflict' {
  if (sameBytes(ours, base) || sameBytes(ours, theirs)) return theirs;
  if (sameBytes(theirs, base)) return ours;
  // Both have changed: a file that one side deleted, or that both added, cannot be merged line by line.
  if (!base || !ours || !theirs) return theirs === undefined ? ours : 'conflict';
  return mergeLines(base, ours, theirs);
}

function mergeLines(base: Buffer, ours: Buffer, theirs: Buffer): Buffer | 'conflict' {
  const folder = mkdtempSync(join(tmpdir(), 'intent-krm-merge-'));
  try {
    for (const [name, content] of Object.entries({ base, ours, theirs })) writeFileSync(join(folder, name), content);
    const run = spawnSync('git', ['merge-file', '-p', 'ours', 'base', 'theirs'], { cwd: folder });
    return run.status === 0 ? run.stdout : 'conflict';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

function sameBytes(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b);
}

function summarize(out: string, writes: Changes['writes']): string {
  const files = [...writes].filter(([file]) => !relative(out, file).startsWith(BASE));
  const written = files.filter(([, content]) => content !== undefined).length;
  const where = relative(process.cwd(), out) || '.';
  if (files.length === 0) return `${where}/ is up to date: nothing changed`;
  return `${where}/: ${written} files written, ${files.length - written} removed`;
}
