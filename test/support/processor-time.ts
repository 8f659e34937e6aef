/** Processor time of this process in milliseconds, which other work on the machine does not lengthen as it does the time of day. */
export function processorTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
