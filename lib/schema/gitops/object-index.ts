import type { KubeObject } from '../../krm/kube-object';

/** Objects by group, kind, namespace and name: the version does not count, to Config Sync and to references. */
export class ObjectIndex {
  private readonly objects = new Map<string, KubeObject>();

  /**
   * Adds an object, and gives the one that is in its place already. `variant`: which of several objects of one name it
   * is, where it is for some clusters only.
   */
  add(object: KubeObject, namespace: string, variant = ''): KubeObject | undefined {
    const key = keyOf(object.group, object.kind, namespace, object.name);
    const before = this.objects.get(key + variant);
    if (!before) this.objects.set(key + variant, object);
    if (variant !== '' && !this.objects.has(key)) this.objects.set(key, object);
    return before;
  }

  /** `namespace`: empty for a kind without namespaces. */
  has(group: string, kind: string, namespace: string, name: string): boolean {
    return this.objects.has(keyOf(group, kind, namespace, name));
  }
}

function keyOf(group: string, kind: string, namespace: string, name: string): string {
  return `${group} ${kind} ${namespace} ${name}`;
}
