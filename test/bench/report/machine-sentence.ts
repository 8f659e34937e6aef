import type { Results } from '../results';

/** What was measured where, in a sentence. */
export function machineSentence({ machine, date, commit, peers }: Results): string {
  const { cpu, cores, memoryGB, system, versions } = machine;
  const names: Record<string, string> = { node: 'Node.js', bun: 'Bun', go: 'Go', kpt: 'kpt', docker: 'Docker' };
  const programs = Object.entries(versions).map(([name, version]) => `${names[name] ?? name} ${version}`);
  const where = `${cores} cores of ${cpu}, ${memoryGB} GB of memory, ${system}; ${programs.join(', ')}`;
  const go = Object.values(peers);
  const from = go.length > 0 ? `; the programs in Go are ${go.join(', ')}` : '';
  return `Measured${date ? ` on ${date}` : ''} at ${commit} on ${where}${from}.`;
}
