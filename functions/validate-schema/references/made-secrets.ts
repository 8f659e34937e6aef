import type { KubeObject } from '../../../lib/krm/kube-object';

/**
 * Where objects name the Secret that a controller makes of them: `<group> <kind>`; the first that is there counts.
 * Sources: the CRDs of cert-manager, External Secrets and Sealed Secrets.
 */
const SECRET_NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'bitnami.com SealedSecret': [
    ['spec', 'template', 'metadata', 'name'],
    ['metadata', 'name'],
  ],
  'cert-manager.io Certificate': [['spec', 'secretName']],
  'external-secrets.io ExternalSecret': [
    ['spec', 'target', 'name'],
    ['metadata', 'name'],
  ],
};

/** The names of the kinds of which controllers make Secrets. */
export const SECRET_MAKERS: readonly string[] = Object.keys(SECRET_NAMES).map(type => type.replace(/^.* /, ''));

/** The name of the Secret that a controller makes of an object; undefined where it makes none. */
export function madeSecret(object: KubeObject): string | undefined {
  const paths = SECRET_NAMES[`${object.group} ${object.kind}`] ?? [];
  return paths.map(path => object.getString(path)).find(Boolean);
}
