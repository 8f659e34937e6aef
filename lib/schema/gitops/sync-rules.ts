import type { KubeObject } from '../../krm/kube-object';
import type { Path } from '../../yaml/path';
import { DELETION_PROPAGATION, ROOT_SYNC_NAMESPACE } from './config-sync-names';
import type { GitOpsFinding } from './rules';

/** What an `auth` needs beside it, and refuses: a Secret, or the email of a Google service account. */
type Needs = 'secret' | 'email' | 'nothing';

interface Source {
  required: readonly string[];
  auth: Readonly<Record<string, Needs>>;
}

const CLOUD_AUTH = { gcenode: 'nothing', gcpserviceaccount: 'email', none: 'nothing', token: 'secret' } as const;
const WORKLOAD_AUTH = { ...CLOUD_AUTH, k8sserviceaccount: 'nothing' } as const;

/** What each sourceType demands of its block. Source: source_spec_validator.go of pkg/validate/rsync. */
const SOURCES: Readonly<Record<string, Source>> = {
  git: { required: ['repo'], auth: { ...CLOUD_AUTH, cookiefile: 'secret', githubapp: 'secret', ssh: 'secret' } },
  helm: { required: ['repo', 'chart'], auth: WORKLOAD_AUTH },
  oci: { required: ['image'], auth: WORKLOAD_AUTH },
};

const PROXY_AUTHS: readonly string[] = ['cookiefile', 'githubapp', 'none', 'token'];

/** Their reconciler's name, `root-reconciler-<name>`, must not exceed 63 characters. */
const ROOT_SYNC_NAME_LENGTH = 38;
const REPO_SYNC_NAME_LENGTH = 45;

/** What the reconciler-manager refuses in a RootSync (KNV1061), and that it may be about the package it is in. */
export function checkRootSync(object: KubeObject): GitOpsFinding[] {
  const { name, namespace } = object;
  const findings: GitOpsFinding[] = [
    {
      rule: 'root-sync-in-package',
      path: ['kind'],
      message: `a RootSync must not manage itself: if ${name} is to follow the repository of this package, apply it by hand once and mark it \`config.kubernetes.io/local-config: "true"\``,
    },
  ];
  if (namespace !== ROOT_SYNC_NAMESPACE) {
    const message = `a RootSync belongs into the namespace ${ROOT_SYNC_NAMESPACE}, not ${namespace || '(none)'}`;
    findings.push(invalid(['metadata', 'namespace'], message, namespace, ROOT_SYNC_NAMESPACE));
  }
  if (name.length > ROOT_SYNC_NAME_LENGTH) {
    const message = `the name of a RootSync has at most ${ROOT_SYNC_NAME_LENGTH} characters, this has ${name.length}`;
    findings.push(invalid(['metadata', 'name'], message, name));
  }
  if (object.getString(['spec', 'helm', 'namespace']) && object.getString(['spec', 'helm', 'deployNamespace'])) {
    const message = 'spec.helm.namespace and spec.helm.deployNamespace exclude each other: keep one';
    findings.push(invalid(['spec', 'helm', 'deployNamespace'], message));
  }
  for (const path of object.expand(['spec', 'override', 'roleRefs', '*', 'kind'])) {
    const place = path.slice(0, -1);
    if (object.getString(path) !== 'Role' || object.getString([...place, 'namespace'])) continue;
    findings.push(invalid([...place, 'namespace'], 'a Role is of a namespace: say which'));
  }
  return [...findings, ...checkSync(object)];
}

/** What the reconciler-manager refuses in a RepoSync (KNV1061). */
export function checkRepoSync(object: KubeObject): GitOpsFinding[] {
  const { name, namespace } = object;
  const findings: GitOpsFinding[] = [];
  if (namespace === ROOT_SYNC_NAMESPACE) {
    const message = `a RepoSync belongs into a namespace of its own, not ${ROOT_SYNC_NAMESPACE}`;
    findings.push(invalid(['metadata', 'namespace'], message, namespace));
  }
  if (name.length + namespace.length > REPO_SYNC_NAME_LENGTH) {
    const message = `name and namespace of a RepoSync have at most ${REPO_SYNC_NAME_LENGTH} characters together, these have ${name.length + namespace.length}`;
    findings.push(invalid(['metadata', 'name'], message, name));
  }
  return [...findings, ...checkSync(object)];
}

function checkSync(object: KubeObject): GitOpsFinding[] {
  const sourceType = object.getString(['spec', 'sourceType']) ?? 'git';
  const source = Object.hasOwn(SOURCES, sourceType) ? SOURCES[sourceType] : undefined;
  if (!source) {
    const message = `${JSON.stringify(sourceType)} is no sourceType: use git, helm or oci`;
    return [invalid(['spec', 'sourceType'], message, sourceType), ...checkPropagation(object)];
  }
  return [...checkSource(object, sourceType, source), ...checkPropagation(object)];
}

function checkSource(object: KubeObject, sourceType: string, { required, auth }: Source): GitOpsFinding[] {
  const at = (...steps: string[]) => ['spec', sourceType, ...steps];
  const findings = required
    .filter(field => !object.getString(at(field)))
    .map(field => invalid(at(field), `spec.${sourceType}.${field} is required: give it a text`));
  const chart = object.getString(at('chart'));
  if (chart?.includes('/')) findings.push(invalid(at('chart'), `a chart has no "/" in its name: ${chart}`, chart));
  const stated = object.getString(at('auth')) ?? '';
  const needs = Object.hasOwn(auth, stated) ? auth[stated] : undefined;
  if (needs === undefined) {
    const known = Object.keys(auth).sort().join(', ');
    return [...findings, invalid(at('auth'), `${JSON.stringify(stated)} is no auth of ${sourceType}: use ${known}`)];
  }
  return [...findings, ...checkAuth(object, at(), stated, needs)];
}

function checkAuth(object: KubeObject, block: Path, auth: string, needs: Needs): GitOpsFinding[] {
  const secret = [...block, 'secretRef', 'name'];
  const email = [...block, 'gcpServiceAccountEmail'];
  const findings: GitOpsFinding[] = [];
  const hasSecret = Boolean(object.getString(secret));
  if (needs === 'secret' && !hasSecret) findings.push(invalid(secret, `auth ${auth} needs a Secret: name it here`));
  if (needs !== 'secret' && hasSecret) findings.push(invalid(secret, `auth ${auth} takes no Secret: delete secretRef`));
  if (needs === 'email' && !isServiceAccount(object.getString(email) ?? '')) {
    const message = `auth ${auth} needs an account: write <6 to 30 characters>@<project>.iam.gserviceaccount.com`;
    findings.push(invalid(email, message));
  }
  if (object.getString([...block, 'proxy']) && block.includes('git') && !PROXY_AUTHS.includes(auth)) {
    const message = `auth ${auth} uses no proxy: delete it, or use auth ${PROXY_AUTHS.join(', ')}`;
    findings.push(invalid([...block, 'proxy'], message));
  }
  return findings;
}

function isServiceAccount(email: string): boolean {
  return /^[^@]{6,30}@[^@]+\.iam\.gserviceaccount\.com$/.test(email);
}

function checkPropagation(object: KubeObject): GitOpsFinding[] {
  const policy = object.annotations.get(DELETION_PROPAGATION);
  if (policy === undefined || policy === 'Foreground' || policy === 'Orphan') return [];
  const message = `${DELETION_PROPAGATION} is Foreground or Orphan, not ${JSON.stringify(policy)}`;
  return [invalid(['metadata', 'annotations', DELETION_PROPAGATION], message, policy)];
}

function invalid(path: Path, message: string, current?: string, proposed?: string): GitOpsFinding {
  return { rule: 'sync-invalid', path, message, current, proposed };
}
