import guardrails from '../../blueprints/policies/guardrails.yaml';
import hardening from '../../blueprints/policies/hardening.yaml';
import pssBaseline from '../../blueprints/policies/pss-baseline.yaml';
import pssRestricted from '../../blueprints/policies/pss-restricted.yaml';
import slice from '../../blueprints/policies/slice.yaml';
import { YamlDocument } from '../yaml/document';
import { isMap, type YamlMap } from '../yaml/value';

/** Policies that come together, with their bindings and one ConfigMap of parameters, as a cluster takes them. */
interface Pack {
  /** Documents of YAML. */
  readonly text: string;
  /** Packs that it comes on top of. */
  readonly includes: readonly string[];
}

/** The packs there are. Their texts are those that a cluster is given: blueprints/policies. */
const PACKS: Readonly<Record<string, Pack>> = {
  guardrails: { text: guardrails, includes: [] },
  hardening: { text: hardening, includes: [] },
  'pss-baseline': { text: pssBaseline, includes: [] },
  'pss-restricted': { text: pssRestricted, includes: ['pss-baseline'] },
  slice: { text: slice, includes: [] },
};

export const PACK_NAMES: readonly string[] = Object.keys(PACKS);

/** The packs that a pack stands for, those it comes on top of first. */
export function packsIn(name: string): string[] {
  const pack = Object.hasOwn(PACKS, name) ? PACKS[name] : undefined;
  return pack ? [...pack.includes, name] : [];
}

/** The objects of a pack: policies, bindings, and a ConfigMap with the name of the pack. */
export function packObjects(name: string): YamlMap[] {
  const text = Object.hasOwn(PACKS, name) ? PACKS[name]?.text : undefined;
  return (text ?? '').split(/^---$/m).flatMap(part => {
    const document = new YamlDocument(Buffer.from(part));
    const object = document.get(document.root, []);
    return isMap(object) ? [object] : [];
  });
}
