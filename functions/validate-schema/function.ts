import { ownCrd } from '../../lib/kinds/own-crds';
import type { KrmFunction } from '../../lib/krm/function';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { type Crd, SchemaCatalog } from '../../lib/schema/catalog';
import { packageCrds } from '../../lib/schema/package-crds';
import { type ValidateSchemaConfig, validateSchemaConfig } from './config';
import { GitOpsProfile } from './gitops-profile';
import { Judge } from './judge';
import { packageFiles } from './package-files';
import { PackageObjects } from './references/package-objects';
import { reportReferences } from './references/report-references';

/** Finds what a cluster would refuse or drop: unknown fields, wrong types, what is missing or there twice. */
export const validateSchema: KrmFunction<ValidateSchemaConfig> = {
  name: 'validate-schema',
  summary: 'Finds, without a cluster, what the API server would refuse or silently drop, with file and field.',
  config: validateSchemaConfig,
  run(resources, config, report) {
    const catalog = catalogOf(resources, config);
    const gitOps = config.profile === 'default' ? new GitOpsProfile(resources, report) : undefined;
    const judge = new Judge(catalog, config, report, gitOps);
    const objects = resources.editable;
    for (const object of objects) judge.judge(object);
    for (const object of packageFiles(resources)) judge.judgePackageFile(object);
    if (gitOps) {
      gitOps.reportTogether();
      reportReferences(new PackageObjects(resources.items, objects, gitOps.index), report);
    }
    reportUnevaluated(catalog, report);
    reportSummary(judge, config, report);
  },
};

/** The kinds of Kubernetes, of the package's CRDs (those kept out of the cluster too), of the config, and our own. */
function catalogOf(resources: ResourceList, { kubernetesVersion, profile, crds }: ValidateSchemaConfig): SchemaCatalog {
  const known: Crd[] = [...packageCrds(resources), ...crds];
  return new SchemaCatalog({ kubernetesVersion, hasApiRules: profile === 'default' }, known, ownCrd);
}

function reportUnevaluated(catalog: SchemaCatalog, report: Report): void {
  for (const { kind, transitionRules } of catalog.kindsWithTransitionRules()) {
    const message = `the CRD of ${kind} has ${transitionRules} x-kubernetes-validations that compare with the object in the cluster (oldSelf): they are not evaluated`;
    report.info({ code: 'RULES_NOT_EVALUATED', message });
  }
}

/** Says what was looked at, so that nothing passes without a word. */
function reportSummary(
  { counts, unusedSkips }: Judge,
  { kubernetesVersion }: ValidateSchemaConfig,
  report: Report,
): void {
  for (const entry of unusedSkips) {
    const message = `skipKinds has ${entry}, and the package has nothing of it: write \`Kind\` or \`apiVersion/Kind\`, or delete the entry`;
    report.info({ code: 'SKIP_UNUSED', message });
  }
  const { valid, invalid, skipped, unknown } = counts;
  const total = valid + invalid + skipped + unknown;
  if (total > 0 && skipped === total) {
    const message = `nothing was checked: all ${total} resources are skipped, by skipKinds or their annotation`;
    report.warning({ code: 'NOTHING_CHECKED', message });
  }
  report.info({
    code: 'SCHEMA_CHECKED',
    message: `checked ${total} resources against Kubernetes ${kubernetesVersion}: ${valid} valid, ${invalid} invalid, ${skipped} skipped, ${unknown} without a schema`,
  });
}
