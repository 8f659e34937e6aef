import { availableParallelism } from 'node:os';
import { runtime } from '../../../tools/images/runtimes';
import type { FleetMeasurement } from './fleet';

/** What functions may add to the time that kpt takes with `cat` in their place. */
const MOST = 1.3;

/** The measurement in words. */
export function fleetReport({ sites, objects, seconds, againSeconds, peakMB }: FleetMeasurement): string {
  const compared = (value: number) => {
    const ratio = value / seconds.cat;
    return `${value.toFixed(1)} s, ${ratio.toFixed(2)}x cat (asked: at most ${MOST}x: ${ratio <= MOST ? 'met' : 'missed'})`;
  };
  return [
    `${sites} sites, a package of ${objects} objects, four functions, ${availableParallelism()} cores:`,
    `  on Node.js ${runtime('node').version}: ${compared(seconds.node)}`,
    `  on Bun ${runtime('bun').version}: ${compared(seconds.bun)}`,
    `  cat: ${seconds.cat.toFixed(1)} s`,
    `  again, without a change, on Node.js: ${againSeconds.toFixed(1)} s`,
    `  memory of the tool: ${peakMB.first.toFixed(0)} MB after a tenth of the sites, ${peakMB.all.toFixed(0)} MB after all`,
  ].join('\n');
}
