import { availableParallelism } from 'node:os';
import type { FleetMeasurement } from './fleet';

/** What functions may add to the time that kpt takes with `cat` in their place. */
const MOST = 1.3;

/** The measurement in words. */
export function fleetReport(fleet: FleetMeasurement): string {
  const { sites, objects, functionsSeconds, catSeconds, againSeconds, peakMB } = fleet;
  const ratio = functionsSeconds / catSeconds;
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  return [
    `${sites} sites, a package of ${objects} objects, ${availableParallelism()} cores, functions on Node.js ${process.versions.node}:`,
    `  with our functions   ${seconds(functionsSeconds)}`,
    `  with cat             ${seconds(catSeconds)}`,
    `  ratio                ${ratio.toFixed(2)} (asked: at most ${MOST}: ${ratio <= MOST ? 'met' : 'missed'})`,
    `  again, no change     ${seconds(againSeconds)}`,
    `  the tool's memory    ${peakMB.first.toFixed(0)} MB after a tenth of the sites, ${peakMB.all.toFixed(0)} MB after all`,
  ].join('\n');
}
