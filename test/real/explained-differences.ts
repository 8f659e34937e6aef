import type { Result } from '../../lib/krm/result';
import type { Verdict } from './apiserver/judge';

/** One judges an object otherwise than the other, and it is known why. */
export interface Difference {
  /** The errors of validate-schema; none where it passes the object. */
  ours: readonly Result[];
  server: Verdict;
}

interface Explanation {
  rule: string;
  why: string;
  explains(difference: Difference): boolean;
}

const isCel = ({ message }: { message: string }) =>
  /compilation failed|must evaluate to|undefined field|undeclared reference/.test(message);

/** All differences that may be, reviewed. What none of these explains is a defect. */
export const EXPLAINED: readonly Explanation[] = [
  {
    rule: 'cel-is-not-compiled',
    why: 'The API server compiles the CEL expressions of policies, CRDs and device selectors; validate-schema does not.',
    explains: ({ ours, server }) => ours.length === 0 && server.causes.length > 0 && server.causes.every(isCel),
  },
  {
    rule: 'time-zone-database',
    why: 'Which time zones there are depends on the database of the machine, so only their syntax is checked.',
    explains: ({ ours, server }) =>
      ours.length === 0 && server.causes.every(({ message }) => message.includes('unknown time zone')),
  },
  {
    rule: 'kpt-needs-a-name',
    why: 'kpt takes no object without metadata.name, so no function does; the API server can make one of generateName.',
    explains: ({ ours, server }) =>
      server.verdict === 'accepted' && ours.length > 0 && ours.every(({ tags }) => tags?.code === 'ITEM_INCOMPLETE'),
  },
  {
    rule: 'metric-selector',
    why: 'The selectors of metrics are not looked at before the autoscaler fails with them: an error is more help.',
    explains: ({ ours, server }) =>
      server.verdict === 'accepted' &&
      ours.length > 0 &&
      ours.every(({ field }) => /^spec\.metrics\[\d+\]\.\w+\.metric\.selector/.test(field?.path ?? '')),
  },
  {
    rule: 'service-names-of-older-versions',
    why: 'Kubernetes before 1.36 takes no Service whose name begins with a digit; a package is for more than one cluster.',
    explains: ({ ours, server }) =>
      server.verdict === 'accepted' &&
      ours.length > 0 &&
      ours.every(({ message }) => message.includes('is no name of a Service')),
  },
  {
    rule: 'node-ports-are-given-later',
    why: 'A dry run takes any node port; a Service that is made with it is refused.',
    explains: ({ ours, server }) =>
      server.verdict === 'accepted' &&
      ours.length > 0 &&
      ours.every(({ tags }) => tags?.rule === 'V1ServicePort.nodePort'),
  },
];
