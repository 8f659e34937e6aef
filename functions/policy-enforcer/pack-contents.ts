import type { KubeObject } from '../../lib/krm/kube-object';
import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import { packObjects, packsIn } from '../../lib/policy/packs';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { PackChoice } from './config/settings';

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
export function packContents(
  choices: readonly PackChoice[],
  functionConfig: KubeObject | undefined,
  report: Report,
): PackContents[] {
  const chosen = new Map(choices.map(choice => [choice.name, choice]));
  for (const choice of choices) {
    for (const name of packsIn(choice.name)) {
      if (!chosen.has(name)) chosen.set(name, { ...choice, name, params: {} });
    }
  }
  return [...chosen.values()].map(choice => contentsOf(choice, functionConfig, report));
}

function contentsOf(choice: PackChoice, functionConfig: KubeObject | undefined, report: Report): PackContents {
  const objects = packObjects(choice.name);
  const { name, version, actions } = choice;
  const settings = { ...choice.params, ...(version !== undefined && { version: versionText(version) }) };
  const params = objects.filter(({ kind }) => kind === 'ConfigMap');
  for (const problem of problemsOf(choice, settings, params)) {
    report.error({ code: 'CONFIG_VALUE', message: problem, object: functionConfig, path: ['packs'] });
  }
  return {
    name,
    policies: objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy'),
    bindings: objects
      .filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding')
      .map(binding => (actions ? withActions(binding, actions) : binding)),
    actions,
    params: params.map(object => ({ ...object, data: { ...(isMap(object.data) ? object.data : {}), ...settings } })),
  };
}

/** `1.34` is `v1.34`, as labels of PodSecurity have it. */
function versionText(version: string): string {
  return /^\d/.test(version) ? `v${version}` : version;
}

function* problemsOf(
  { name }: PackChoice,
  settings: Readonly<Record<string, string>>,
  params: readonly YamlMap[],
): Generator<string> {
  const known = params.flatMap(({ data }) => (isMap(data) ? Object.keys(data) : []));
  for (const [key, value] of Object.entries(settings)) {
    if (!known.includes(key)) {
      const near = nearest(key, known);
      const hint = near === undefined ? '' : `did you mean \`${near}\`? `;
      yield `functionConfig: the pack ${name} has no parameter \`${key}\`: ${hint}it has ${known.join(', ')}`;
    } else if (key === 'version' && !/^(?:latest|v1\.\d+)$/.test(value)) {
      yield `functionConfig: the pack ${name} has no version ${JSON.stringify(value)}: write latest, or v1.34`;
    }
  }
}

function withActions(binding: YamlMap, actions: readonly string[]): YamlMap {
  return { ...binding, spec: { ...(isMap(binding.spec) ? binding.spec : {}), validationActions: [...actions] } };
}
