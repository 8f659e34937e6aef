import type { KubeObject } from '../../lib/krm/kube-object';
import { compareObjects } from '../../lib/krm/object-order';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Severity } from '../../lib/krm/result';
import type { ObjectIndex } from '../../lib/schema/gitops/object-index';
import { type GitOpsFinding, gitOpsRule } from '../../lib/schema/gitops/rules';
import { SyncedPackage } from '../../lib/schema/gitops/synced-package';
import { hasSite } from '../../lib/site/has-site';
import { filledSiteFolders, siteFolderOf } from '../../lib/site/site-folders';
import type { YamlMap } from '../../lib/yaml/value';

/** The GitOps profile of a package: what Config Sync would refuse or surprise with, and how much it weighs here. */
export class GitOpsProfile {
  private readonly synced: SyncedPackage;
  private readonly deferred = new Map<string, { object: KubeObject; finding: GitOpsFinding; count: number }>();
  private isSpecialised: boolean | undefined;

  constructor(
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {
    this.synced = new SyncedPackage(resources, folderIn(resources));
  }

  /** The objects that were taken in so far. */
  get index(): ObjectIndex {
    return this.synced.index;
  }

  /** Takes in an object that is not to be checked. */
  takeIn(object: KubeObject, metadata: YamlMap, isNamespaced: boolean | undefined): void {
    this.synced.add(object, metadata, isNamespaced);
  }

  /** Takes in an object, and gives what is wrong with it. `isNamespaced`: undefined where its kind is not known. */
  check(object: KubeObject, metadata: YamlMap, isNamespaced: boolean | undefined): GitOpsFinding[] {
    return this.synced.check(object, metadata, isNamespaced);
  }

  /** Reports what the objects break together, and what is left to say. */
  reportTogether(): void {
    for (const finding of this.synced.checkTogether()) this.reportFinding(finding.object, finding);
    for (const { object, finding, count } of this.deferred.values()) {
      const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
      this.add('info', object, { ...finding, message: `${finding.message}${more}` });
    }
  }

  /** Gives the severity it is reported with. */
  reportFinding(object: KubeObject, finding: GitOpsFinding): Severity {
    const severity = this.severityOf(finding.rule);
    if (severity === 'info') this.defer(object, finding);
    else this.add(severity, object, finding);
    return severity;
  }

  private add(severity: Severity, object: KubeObject, finding: GitOpsFinding): void {
    const { rule, path, message, current, proposed } = finding;
    const tags = gitOpsTags(rule);
    this.report[severity]({ code: 'GITOPS', message, object, path, current, proposed, tags });
  }

  /** What only the site can tell is said once for each rule: a blueprint is full of it. */
  private defer(object: KubeObject, finding: GitOpsFinding): void {
    const known = this.deferred.get(finding.rule);
    const isFirst = !known || compareObjects(object, known.object) < 0;
    this.deferred.set(finding.rule, { ...(isFirst ? { object, finding } : known), count: (known?.count ?? 0) + 1 });
  }

  private severityOf(rule: GitOpsFinding['rule']): Severity {
    const { severity, dependsOnSite } = gitOpsRule(rule);
    if (!dependsOnSite) return severity;
    this.isSpecialised ??= hasSite(this.resources);
    return this.isSpecialised ? severity : 'info';
  }
}

/** Tells the folder of a site that an object is in, in a package that was fanned out to sites. */
function folderIn(resources: ResourceList): (object: KubeObject) => string {
  const filled = filledSiteFolders(resources);
  if (filled.size === 0) return () => '';
  return object => {
    const folder = siteFolderOf(resources.fileOf(object)?.path ?? '') ?? '';
    return filled.has(folder) ? folder : '';
  };
}

/** The rule, and Config Sync's code for it. */
export function gitOpsTags(rule: GitOpsFinding['rule']): Record<string, string> {
  const { knv } = gitOpsRule(rule);
  return knv === undefined ? { rule } : { rule, knv };
}
