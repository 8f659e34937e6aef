import { DNS_LABEL } from '../../lib/krm/dns-syntax';
import { nearest } from '../../lib/krm/nearest';

/** What a parameter of a pack may be. */
interface ParameterKind {
  /** For messages: what to write. */
  readonly expected: string;
  /** Whether it may be left empty, for no limit. */
  readonly mayBeEmpty: boolean;
  isFit(value: string): boolean;
}

/** The versions of the Pod Security Standards that the packs tell apart. Source: blueprints/policies/pss-baseline.yaml. */
const OLDEST_STANDARD = 25;
const NEWEST_STANDARD = 36;

const FLAG = kind('true or false', value => value === 'true' || value === 'false', false);
const INTEGER = kind('a whole number, 5', isInteger);
const NUMBER = kind('a number, 0.5', value => /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value));
const DIFFERENTIATOR = kind('six hexadecimal digits in quotes, "0000A1"', value => /^[0-9A-Fa-f]{6}$/.test(value));
const PATTERN = kind('a regular expression (RE2)', isPattern);
const KINDS = listOf('kinds with commas between them, "Secret, Job"', item => /^[A-Z][A-Za-z0-9]*$/.test(item));
const LABELS = listOf('names of labels with commas between them, "app, example.com/team"', item =>
  /^(?:[a-z0-9][a-z0-9.-]*\/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/.test(item),
);
const NAMESPACES = listOf('names of namespaces with commas between them, "core, ran"', item => DNS_LABEL.test(item));
const REGISTRIES = listOf(
  'beginnings of image names with commas between them, "ghcr.io/a/, registry.example.com:5000/"',
  item => /^[a-z0-9][\w.:/-]*$/.test(item),
);
const SLICE_TYPES = listOf(
  'numbers from 0 to 255 with commas between them, "1, 2"',
  item => /^(?:0|[1-9]\d{0,2})$/.test(item) && Number(item) <= 255,
);
const VERSION = kind(
  `latest, or v1.34 (from v1.${OLDEST_STANDARD} to v1.${NEWEST_STANDARD})`,
  value => value === 'latest' || isStandard(/^v1\.([1-9]\d*)$/.exec(value)?.[1]),
  false,
);

/** What the parameters of each pack may be, by the name of the pack, in its order. Source: the comments of blueprints/policies. */
export const PACK_PARAMETERS: Readonly<Record<string, Readonly<Record<string, ParameterKind>>>> = {
  guardrails: {
    denyClusterScoped: FLAG,
    denyPrivileged: FLAG,
    denyHostNetwork: FLAG,
    denyCRDChanges: FLAG,
    denyRBACChanges: FLAG,
    exemptNamespaces: NAMESPACES,
    allowedNamespaces: NAMESPACES,
    forbiddenKinds: KINDS,
    requiredLabels: LABELS,
    minReplicas: INTEGER,
    maxReplicas: INTEGER,
    namePattern: PATTERN,
  },
  hardening: {
    limitsAndRequests: FLAG,
    noLatestTag: FLAG,
    readOnlyRootFilesystem: FLAG,
    dropAllCapabilities: FLAG,
    probes: FLAG,
    noPlaintextSecrets: FLAG,
    imageDigest: FLAG,
    allowedRegistries: REGISTRIES,
    networkPolicy: FLAG,
  },
  'pss-baseline': { version: VERSION },
  'pss-restricted': { version: VERSION },
  slice: {
    allowedSST: SLICE_TYPES,
    minSD: DIFFERENTIATOR,
    maxSD: DIFFERENTIATOR,
    minLatency: NUMBER,
    maxThroughputPerUE: NUMBER,
    maxThroughputPerSlice: NUMBER,
  },
};

/** What is wrong with a parameter of a pack; undefined if nothing is. */
export function parameterProblem(pack: string, parameter: string, value: string): string | undefined {
  const parameters = PACK_PARAMETERS[pack] ?? {};
  const known = Object.hasOwn(parameters, parameter) ? parameters[parameter] : undefined;
  if (!known) {
    const names = Object.keys(parameters);
    const near = nearest(parameter, names);
    const hint = near === undefined ? '' : `did you mean \`${near}\`? `;
    return `has no parameter \`${parameter}\`: ${hint}it has ${names.join(', ')}`;
  }
  if ((value === '' && known.mayBeEmpty) || known.isFit(value)) return undefined;
  const [what, orEmpty] = [JSON.stringify(value), known.mayBeEmpty ? ', or "" for none' : ''];
  return parameter === 'version'
    ? `has no version ${what}: write ${known.expected}`
    : `cannot take \`${parameter}: ${what}\`: write ${known.expected}${orEmpty}`;
}

function kind(expected: string, isFit: (value: string) => boolean, mayBeEmpty = true): ParameterKind {
  return { expected, mayBeEmpty, isFit };
}

/** A comma too many is none of the items, as the policies have it. */
function listOf(expected: string, isItem: (item: string) => boolean): ParameterKind {
  return kind(expected, value => {
    const items = value
      .split(',')
      .map(item => item.trim())
      .filter(item => item !== '');
    return items.length > 0 && items.every(isItem);
  });
}

function isInteger(value: string): boolean {
  return /^\d+$/.test(value) && Number.isSafeInteger(Number(value));
}

/** By itself, and as the policy has it: one half of a pair of brackets must not meet those around it. */
function isPattern(value: string): boolean {
  // What knows patterns is loaded where there is one.
  const { compileRegex }: typeof import('../../lib/cel/regex/regex') = require('../../lib/cel/regex/regex');
  return [value, `^(?:${value})$`].every(pattern => !('problem' in compileRegex(pattern)));
}

function isStandard(minor: string | undefined): boolean {
  return minor !== undefined && Number(minor) >= OLDEST_STANDARD && Number(minor) <= NEWEST_STANDARD;
}
