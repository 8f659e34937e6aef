import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { packObjects, packsIn } from '../../lib/policy/packs';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { PolicyEnforcerConfig } from './config';
import { settingsOf } from './pack-contents';
import { parameterProblem } from './pack-parameters';

/**
 * Says which parameters of packs the config has that are none, or that nobody can read: a misspelt value would switch off
 * a rule. Whatever sites they are for; in `packs`, and in objects of `params` that replace those of a pack.
 */
export function reportPackSettings(
  { packs, params }: Pick<PolicyEnforcerConfig, 'packs' | 'params'>,
  functionConfig: KubeObject | undefined,
  report: Report,
): void {
  const say = (setting: string, text: string) => {
    const message = `functionConfig: ${text}`;
    report.error({ code: 'CONFIG_VALUE', message, object: functionConfig, path: [setting] });
  };
  for (const choice of packs) {
    for (const problem of problemsOf(choice.name, settingsOf(choice)))
      say('packs', `the pack ${choice.name} ${problem}`);
  }
  if (params.length === 0) return;
  const names = new Set(packs.flatMap(({ name }) => packsIn(name)));
  for (const pack of names) {
    for (const { data } of params.filter(object => replacesParams(object, pack))) {
      for (const problem of problemsOf(pack, isMap(data) ? data : {})) {
        say('params', `\`params\`, ConfigMap ${pack}: the pack ${pack} ${problem}`);
      }
    }
  }
}

function* problemsOf(pack: string, settings: YamlMap): Generator<string> {
  for (const [key, value] of Object.entries(settings)) {
    const problem = parameterProblem(pack, key, typeof value === 'string' ? value : String(value));
    if (problem !== undefined) yield problem;
  }
}

/** Whether an object stands for the parameters that a pack comes with. */
function replacesParams(object: YamlMap, pack: string): boolean {
  const own = packObjects(pack).find(({ kind }) => kind === 'ConfigMap');
  return own !== undefined && identityOf(object) === identityOf(own);
}

function identityOf({ apiVersion, kind, metadata }: YamlMap): string {
  const { name, namespace } = isMap(metadata) ? metadata : {};
  return JSON.stringify([apiVersion, kind, name, namespace]);
}
