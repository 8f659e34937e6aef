import { packObjects, packsIn } from '../../lib/policy/packs';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { PackChoice } from './config/settings';
import { parameterProblem } from './pack-parameters';

/** What a pack brings, as the config wants it. */
export interface PackContents {
  readonly name: string;
  readonly policies: readonly YamlMap[];
  readonly bindings: readonly YamlMap[];
  readonly params: readonly YamlMap[];
  /** In place of those of its bindings. */
  readonly actions: PackChoice['actions'];
}

/** The packs that are in effect; a pack that comes on top of another brings it along, with the same settings. */
export function packContents(choices: readonly PackChoice[]): PackContents[] {
  const chosen = new Map(choices.map(choice => [choice.name, choice]));
  for (const choice of choices) {
    for (const name of packsIn(choice.name)) {
      if (!chosen.has(name)) chosen.set(name, { ...choice, name, params: {} });
    }
  }
  return [...chosen.values()].map(contentsOf);
}

/** What a choice says of the parameters of the pack, as a ConfigMap has it. `1.34` is `v1.34`, as labels have it. */
export function settingsOf({ params, version }: PackChoice): Readonly<Record<string, string>> {
  return { ...params, ...(version !== undefined && { version: /^\d/.test(version) ? `v${version}` : version }) };
}

function contentsOf(choice: PackChoice): PackContents {
  const objects = packObjects(choice.name);
  const { name, actions } = choice;
  const settings = fitting(name, settingsOf(choice));
  return {
    name,
    policies: objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy'),
    bindings: objects
      .filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding')
      .map(binding => (actions ? withActions(binding, actions) : binding)),
    actions,
    params: objects
      .filter(({ kind }) => kind === 'ConfigMap')
      .map(object => ({ ...object, data: { ...(isMap(object.data) ? object.data : {}), ...settings } })),
  };
}

/** What nobody can read is said once; in its place is what the pack has, and not an error for each object. */
function fitting(pack: string, settings: Readonly<Record<string, string>>): Record<string, string> {
  const read = Object.entries(settings).filter(([key, value]) => parameterProblem(pack, key, value) === undefined);
  return Object.fromEntries(read);
}

function withActions(binding: YamlMap, actions: readonly string[]): YamlMap {
  return { ...binding, spec: { ...(isMap(binding.spec) ? binding.spec : {}), validationActions: [...actions] } };
}
