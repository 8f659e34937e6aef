import { availableParallelism } from 'node:os';
import { runtime } from '../../../tools/images/runtimes';
import type { Cost, FleetMeasurement } from './fleet';

/** What functions may add to the time that kpt takes with a copy in their place. */
const MOST = 1.3;

/** The measurement in words. */
export function fleetReport({ sites, objects, cost, againSeconds, peakMB }: FleetMeasurement): string {
  const { node, bun, copy, cat } = cost;
  const [onNode, onBun] = [`Node.js ${runtime('node').version}`, `Bun ${runtime('bun').version}`];
  return [
    `${sites} sites, a package of ${objects} objects, five functions, ${availableParallelism()} cores:`,
    line(`functions on ${onNode}`, node),
    line(`functions on ${onBun}`, bun),
    line(`a copy on ${onNode}`, copy),
    line('cat', cat),
    `asked: at most ${MOST} times the time of a copy`,
    verdict(`functions on ${onNode} / cat`, node, cat),
    verdict(`functions on ${onBun} / cat`, bun, cat),
    verdict(`functions on ${onNode} / a copy on it`, node, copy),
    `again, without a change, on ${onNode}: ${againSeconds.toFixed(1)} s`,
    `memory of the tool: ${peakMB.first.toFixed(0)} MB after a tenth of the sites, ${peakMB.all.toFixed(0)} MB after all`,
  ].join('\n');
}

function line(what: string, { seconds, cpuSeconds }: Cost): string {
  return `  ${what.padEnd(32)} ${seconds.toFixed(1).padStart(7)} s   ${cpuSeconds.toFixed(1).padStart(7)} s of processors`;
}

function verdict(what: string, ours: Cost, other: Cost): string {
  const ratio = ours.seconds / other.seconds;
  const cpu = other.cpuSeconds > 0 ? `, processors ${(ours.cpuSeconds / other.cpuSeconds).toFixed(2)}` : '';
  return `  ${what}: ${ratio.toFixed(2)} (${ratio <= MOST ? 'met' : 'missed'})${cpu}`;
}
