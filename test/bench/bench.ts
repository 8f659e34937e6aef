import { functionNames } from '../../tools/images/names';
import { Lists } from './inputs/lists';
import { FunctionPhase } from './phases/functions';
import { tryImages } from './phases/images';
import { PipelinePhase } from './phases/pipelines';
import type { Plan } from './plan';
import { findPeers, type Peer } from './programs/peers';
import { FunctionCommands } from './programs/runtimes';
import { say } from './progress';
import { commit, describeMachine } from './report/machine';
import { evaluateTargets } from './report/targets';
import type { Measured, Results } from './results';

export interface Bench {
  plan: Plan;
  kpt: string;
  kptVersion: string;
  /** Folder for what is run. */
  scratch: string;
  date: string | undefined;
}

/** Everything, one after the other: nothing runs beside what is timed. */
export function runBench(bench: Bench): Results {
  const { plan, kptVersion, date } = bench;
  say(`preparing ${functionNames().length} functions on Node.js and Bun`);
  const peers = plan.peers ? findPeers() : [];
  const measured = measureAll(bench, peers);
  return {
    date,
    commit: commit(),
    machine: describeMachine(kptVersion),
    peers: Object.fromEntries(peers.map(({ name, origin }) => [name, origin])),
    ...measured,
    targets: evaluateTargets(measured),
  };
}

function measureAll({ plan, kpt, kptVersion, scratch }: Bench, peers: readonly Peer[]): Measured {
  const commands = new FunctionCommands(scratch);
  const functionPhase = new FunctionPhase(new Lists(kpt, kptVersion), commands, peers, scratch);
  functionPhase.check(plan.lists.find(({ resources }) => resources > 0)?.resources ?? 0);
  const functions = functionPhase.run(plan);
  const { images, note } = plan.images ? tryImages() : {};
  try {
    const pipelines = new PipelinePhase(kpt, commands, scratch, images).run(plan.pipelines);
    return { functions, pipelines, images: images?.sizes ?? [], notes: notes(plan, peers, note) };
  } finally {
    images?.remove();
  }
}

function notes(plan: Plan, peers: readonly Peer[], images: string | undefined): string[] {
  const found = [images];
  if (plan.peers && !peers.some(({ name }) => name === 'set-labels'))
    found.push("The catalog's set-labels could not be had here: its set-namespace stands for Go.");
  if (plan.largest)
    found.push(
      "Lists of more than 10,000 resources are kpt's lists of several packages, joined: kpt needs 1.3 GB each.",
    );
  return found.filter(note => note !== undefined);
}
