const SECONDS = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[-+]\d\d:\d\d)$/;

/** A time as the API server writes it: in UTC, whole seconds. What is none stays. */
export function canonicalTime(text: string): string {
  const time = readTime(text);
  return time === undefined ? text : `${time.seconds}Z`;
}

/** Like `canonicalTime`, with six digits behind the second. */
export function canonicalMicroTime(text: string): string {
  const time = readTime(text);
  return time === undefined ? text : `${time.seconds}.${time.fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function readTime(text: string): { seconds: string; fraction: string } | undefined {
  const [, date, time, fraction = '', zone] = SECONDS.exec(text) ?? [];
  const instant = new Date(`${date}T${time}${zone}`);
  if (Number.isNaN(instant.getTime())) return undefined;
  return { seconds: instant.toISOString().slice(0, 19), fraction };
}
