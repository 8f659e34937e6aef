import { namespaceOf } from '../../../lib/krm/default-namespace';
import type { KubeObject } from '../../../lib/krm/kube-object';
import { compareObjects } from '../../../lib/krm/object-order';
import type { Report } from '../../../lib/krm/report';
import type { ObjectIndex } from '../../../lib/schema/gitops/object-index';
import { formatPath, type Path } from '../../../lib/yaml/path';
import { isAlwaysThere } from './always-there';
import { madeSecret, SECRET_MAKERS } from './made-secrets';
import type { PackageObjects } from './package-objects';
import type { ReferredKind } from './reference-fields';

/** A place that refers to an object. */
export interface Reference {
  object: KubeObject;
  path: Path;
  to: ReferredKind;
  /** Of the object it refers to. */
  namespace: string;
  name: string;
}

/** Collects the references that lead nowhere: one finding for each object that is not there, however many ask for it. */
export class MissingObjects {
  private readonly missing = new Map<string, { first: Reference; count: number }>();
  /** Secrets that controllers make, as `<namespace> <name>`. */
  private readonly made = new Set<string>();

  private readonly index: ObjectIndex;

  constructor(objects: PackageObjects) {
    this.index = objects.index;
    for (const object of objects.ofKinds(SECRET_MAKERS)) {
      const name = madeSecret(object);
      if (name !== undefined) this.made.add(`${namespaceOf(object)} ${name}`);
    }
  }

  add(reference: Reference): void {
    const { name, to } = reference;
    const namespace = to.isClusterScoped ? '' : reference.namespace;
    if (this.index.has(to.group, to.kind, namespace, name)) return;
    if (isAlwaysThere(to.group, to.kind, namespace, name)) return;
    if (to.kind === 'Secret' && to.group === '' && this.made.has(`${namespace} ${name}`)) return;
    const key = `${to.group} ${to.kind} ${namespace} ${name}`;
    const known = this.missing.get(key);
    if (!known) this.missing.set(key, { first: { ...reference, namespace }, count: 1 });
    else {
      known.count++;
      if (compareObjects(reference.object, known.first.object) < 0) known.first = { ...reference, namespace };
    }
  }

  reportTo(report: Report): void {
    for (const { first, count } of this.missing.values()) {
      const { object, path, to, namespace, name } = first;
      const place = namespace === '' ? '' : ` in the namespace ${namespace}`;
      const more = count > 1 ? ` (${count - 1} more ${count === 2 ? 'place refers' : 'places refer'} to it)` : '';
      const message = `${formatPath(path)}: the package has no ${to.kind} ${name}${place}${more}: add it, or see that another package brings it`;
      const tags = { rule: 'reference-missing' };
      report.warning({ code: 'REFERENCE_MISSING', message, object, path, current: name, tags });
    }
  }
}
