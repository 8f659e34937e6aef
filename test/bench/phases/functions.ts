import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { functionNames, VARIANTS, type Variant } from '../../../tools/images/names';
import { BenchError } from '../bench-error';
import { inputOf, type Task, tasksOf } from '../inputs/function-inputs';
import type { Lists } from '../inputs/lists';
import type { Plan, Rounds } from '../plan';
import { expectAsMany, expectNoFewer, expectSameObjects } from '../programs/agreement';
import type { Peer } from '../programs/peers';
import { type Command, type FunctionCommands, scriptCommand } from '../programs/runtimes';
import { inWords } from '../report/numbers';
import type { Measurement } from '../results';
import { rounded, spread } from '../statistics';
import { measure, type Program, type Sample, timing } from '../stopwatch';

/** A program with what is said of it in the results. */
interface Candidate {
  program: Program;
  about: Pick<Measurement, 'what' | 'on' | 'resources' | 'config'>;
}

/** Every function on lists of every size, beside Go's, `cat`, and a runtime's own start. */
export class FunctionPhase {
  private readonly emptyScript: string;

  constructor(
    private readonly lists: Lists,
    private readonly commands: FunctionCommands,
    private readonly peers: readonly Peer[],
    folder: string,
  ) {
    this.emptyScript = join(folder, 'empty.cjs');
    writeFileSync(this.emptyScript, '');
  }

  /** Throws `BenchError` unless the functions do what they are timed for, as Go's does it. */
  check(resources: number): void {
    for (const task of functionNames().flatMap(name => tasksOf(name, resources))) {
      const { what, content, config } = task;
      const list = this.lists.file(content, resources, config);
      const [onNode, onBun] = VARIANTS.map(variant => output(this.commands.get(task.function, variant), list));
      if (onNode !== onBun) throw new BenchError(`${what} on Node.js and on Bun give different lists`);
      if (onNode === readFileSync(list, 'utf8')) throw new BenchError(`${what} does nothing`);
      if (onNode !== undefined) this.checkPeers(what, onNode, resources);
    }
  }

  /** `ours`: what our function gives for the same work. */
  private checkPeers(what: string, ours: string, resources: number): void {
    for (const peer of this.peers.filter(each => each.task === what)) {
      const theirs = output({ argv: peer.argv, env: {} }, this.inputFile(peer, resources));
      if (peer.gives === 'summary') expectNoFewer(peer.name, ours, theirs);
      else if (peer.gives === 'count') expectAsMany(peer.name, ours, theirs);
      else expectSameObjects(`${what} and the catalog's`, ours, theirs);
    }
  }

  run({ lists, largest }: Plan): Measurement[] {
    const measured = lists.flatMap(size => this.measureSize(size, this.candidates(size.resources)));
    if (!largest) return measured;
    const [labels] = tasksOf('set-labels', largest.resources) as [Task];
    const alone = this.taskCandidates(labels, largest.resources);
    return [...measured, ...this.measureSize(largest, alone)];
  }

  private measureSize({ resources, rounds }: Rounds, candidates: readonly Candidate[]): Measurement[] {
    const programs = candidates.map(({ program }) => program);
    const what = resources === 0 ? 'an empty list' : `${inWords(resources)} resources`;
    const samples = measure(what, programs, rounds);
    return candidates.map(({ program, about }) => {
      const own = samples.get(program.name) ?? [];
      const measurement = { ...about, ...timing(own) };
      return program.keepOutput ? { ...measurement, insideMs: inside(own) } : measurement;
    });
  }

  private candidates(resources: number): Candidate[] {
    const tasks = functionNames().flatMap(name => tasksOf(name, resources));
    const functions = tasks.flatMap(task => this.taskCandidates(task, resources));
    const scripts = VARIANTS.map(variant => this.scriptCandidate(resources, variant));
    return [...functions, ...scripts, ...this.peerCandidates(resources), this.catCandidate(resources)];
  }

  private taskCandidates(task: Task, resources: number): Candidate[] {
    const { what, content, config, configIsOptional } = task;
    const configs = resources === 0 && configIsOptional ? [config, undefined] : [config];
    return VARIANTS.flatMap(variant =>
      configs.map(given => {
        const list = this.lists.file(content, resources, given);
        const about = { what, on: variant, resources, config: given !== undefined };
        return candidate(about, this.commands.get(task.function, variant), list);
      }),
    );
  }

  /** A runtime's own start beside an empty list; beside all others, reading all values. */
  private scriptCandidate(resources: number, variant: Variant): Candidate {
    const isEmpty = resources === 0;
    const about = { what: isEmpty ? 'empty script' : 'toJS', on: variant, resources, config: false };
    const command = scriptCommand(isEmpty ? this.emptyScript : resolve('dist/tools/bench-to-js.cjs'), variant);
    const { program } = candidate(about, command, this.lists.file('resources', resources));
    return { about, program: { ...program, keepOutput: !isEmpty } };
  }

  private peerCandidates(resources: number): Candidate[] {
    return this.peers.map(peer => {
      const about = { what: peer.name, on: 'go' as const, resources, config: true };
      return candidate(about, { argv: peer.argv, env: {} }, this.inputFile(peer, resources));
    });
  }

  private inputFile({ input }: Peer, resources: number): string {
    if (input === 'documents') return this.lists.documents('resources', resources);
    return this.lists.file(input.content, resources, input.config);
  }

  private catCandidate(resources: number): Candidate {
    const about = { what: 'cat', on: 'cat' as const, resources, config: true };
    const { content, config } = inputOf('set-labels');
    return candidate(about, { argv: ['cat'], env: {} }, this.lists.file(content, resources, config));
  }
}

function candidate(about: Candidate['about'], { argv, env }: Command, stdin: string): Candidate {
  const name = `${about.what} on ${about.on}${about.config ? '' : ', no config'}`;
  return { about, program: { name, argv, env, stdin } };
}

function output({ argv: [file = '', ...args], env }: Command, list: string): string {
  const input = readFileSync(list);
  const options = { input, env: { ...process.env, ...env }, encoding: 'utf8' as const, maxBuffer: 1 << 30 };
  const run = spawnSync(file, args, options);
  if (run.status !== 0) throw new BenchError(`${file}: ${run.error?.message ?? run.stderr.trim().split('\n')[0]}`);
  return run.stdout;
}

/** What the program itself measured. */
function inside(samples: readonly Sample[]) {
  return rounded(spread(samples.map(sample => JSON.parse(sample.output).milliseconds)), 2);
}
