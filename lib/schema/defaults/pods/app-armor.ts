import { sameValue, type YamlMap, type YamlValue } from '../../../yaml/value';
import { mapAt, withChanged, withField, withItems } from '../fields';
import { CONTAINER_LISTS } from './container-lists';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** The annotations that AppArmor profiles were written in before there were fields for them: they fill these. */
export function withAppArmorFields(pod: YamlMap): YamlMap {
  const annotations = mapAt(mapAt(pod, 'metadata') ?? {}, 'annotations');
  if (!annotations || !Object.keys(annotations).some(key => key.startsWith(ANNOTATION))) return pod;
  return withChanged(pod, 'spec', spec => {
    if (mapAt(spec, 'os')?.name === 'windows') return spec;
    const ofPod = mapAt(spec, 'securityContext')?.appArmorProfile ?? null;
    const complete = (container: YamlMap) => {
      const profile = profileOf(annotations[`${ANNOTATION}${String(container.name)}`]);
      return profile && !sameValue(profile, ofPod) ? withProfile(container, profile) : container;
    };
    return CONTAINER_LISTS.reduce((at, name) => withItems(at, name, complete), spec);
  });
}

function withProfile(container: YamlMap, appArmorProfile: YamlMap): YamlMap {
  const context = mapAt(container, 'securityContext') ?? {};
  if (context.appArmorProfile !== undefined) return container;
  return withField(container, 'securityContext', { ...context, appArmorProfile });
}

function profileOf(annotation: YamlValue | undefined): YamlMap | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (typeof annotation !== 'string' || !annotation.startsWith(LOCALHOST)) return undefined;
  const localhostProfile = annotation.slice(LOCALHOST.length);
  return localhostProfile === '' ? undefined : { type: 'Localhost', localhostProfile };
}
