/**
 * A function that renders a package is done before V8's optimising compilers have paid off: what they take is a third of
 * its processor time, on cores that other functions need. So they are to begin later; what runs for long, such as a list
 * of 10,000 resources, is optimised none the less. docs/decisions/0014 has the measurements.
 */

/** Ten times V8's own figures. */
const TEN_TIMES = [
  '--invocation-count-for-maglev=4000',
  '--invocation-count-for-maglev-osr=1000',
  '--invocation-count-for-turbofan=30000',
  '--invocation-count-for-osr=5000',
];

/** V8's flags by the major version of Node.js; V8 complains on stderr of a flag that it does not know. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  // It has no Maglev: what is not optimised is slow, so five times has to be enough.
  '20': ['--interrupt-budget=350000'],
  '22': TEN_TIMES,
  '24': TEN_TIMES,
};

/** The flags by which a version of Node.js optimises late; none for a version that nobody has looked at. */
export function lateOptimisationFlags(nodeVersion: string): readonly string[] {
  const [major = ''] = nodeVersion.split('.');
  return FLAGS[major] ?? [];
}

/** Makes this process optimise late. Bun has another engine: its images set what is to be set. */
export function optimiseLate(): void {
  const { bun, node } = process.versions;
  const flags = bun === undefined ? lateOptimisationFlags(node) : [];
  if (flags.length === 0) return;
  const { setFlagsFromString }: typeof import('node:v8') = require('node:v8');
  for (const flag of flags) setFlagsFromString(flag);
}
