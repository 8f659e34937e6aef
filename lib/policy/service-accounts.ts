import { DEFAULT_NAMESPACE } from '../krm/default-namespace';
import type { KubeObject } from '../krm/kube-object';

/** What the ServiceAccounts of a package say about Pods. They are read when somebody asks. */
export class ServiceAccounts {
  private known: Map<string, boolean | undefined> | undefined;

  constructor(private readonly objects: readonly KubeObject[]) {}

  /** Whether an account has its token mounted; undefined where it does not say, or is not in the package. */
  readonly mountsToken = (namespace: string, account: string): boolean | undefined => {
    this.known ??= readAll(this.objects);
    return this.known.get(`${namespace} ${account}`);
  };
}

function isAccount({ apiVersion, kind }: KubeObject): boolean {
  return kind === 'ServiceAccount' && apiVersion === 'v1';
}

function keyOf({ namespace, name }: KubeObject): string {
  return `${namespace || DEFAULT_NAMESPACE} ${name}`;
}

function mountOf(object: KubeObject): boolean | undefined {
  const value = object.get(['automountServiceAccountToken']);
  return typeof value === 'boolean' ? value : undefined;
}

/** The first of a name counts. */
function readAll(objects: readonly KubeObject[]): Map<string, boolean | undefined> {
  const known = new Map<string, boolean | undefined>();
  for (const object of objects) {
    if (isAccount(object) && !known.has(keyOf(object))) known.set(keyOf(object), mountOf(object));
  }
  return known;
}
