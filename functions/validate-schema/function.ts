import { ownCrds } from '../../lib/kinds/own-crds';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { type Crd, SchemaCatalog } from '../../lib/schema/catalog';
import { checkObject } from '../../lib/schema/check-object';
import { isSkipped, type ValidateSchemaConfig, validateSchemaConfig } from './config';
import { judgePackageFile, packageFiles } from './package-files';
import { SKIP_ANNOTATION } from './skip-annotation';

/** What became of an object. */
type Verdict = 'valid' | 'invalid' | 'skipped' | 'unknown';

/** Finds what a cluster would refuse or drop: unknown fields, wrong types, what is missing or there twice. */
export const validateSchema: KrmFunction<ValidateSchemaConfig> = {
  name: 'validate-schema',
  summary: 'Finds, without a cluster, what the API server would refuse or silently drop, with file and field.',
  config: validateSchemaConfig,
  run(resources, config, report) {
    const { kubernetesVersion, profile } = config;
    const catalog = new SchemaCatalog(
      { kubernetesVersion, hasApiRules: profile === 'default' },
      crdsOf(resources, config),
      ownCrds,
    );
    const counts: Record<Verdict, number> = { valid: 0, invalid: 0, skipped: 0, unknown: 0 };
    for (const object of resources.editable) counts[judge(object, catalog, config, report)]++;
    for (const object of packageFiles(resources)) judgePackageFile(object, catalog, config, report);
    for (const { kind, transitionRules } of catalog.kindsWithTransitionRules()) {
      const message = `the CRD of ${kind} has ${transitionRules} x-kubernetes-validations that compare with the object in the cluster (oldSelf): they are not evaluated`;
      report.info({ code: 'RULES_NOT_EVALUATED', message });
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const { valid, invalid, skipped, unknown } = counts;
    report.info({
      code: 'SCHEMA_CHECKED',
      message: `checked ${total} resources against Kubernetes ${kubernetesVersion}: ${valid} valid, ${invalid} invalid, ${skipped} skipped, ${unknown} without a schema`,
    });
  },
};

/** The CRDs of the package, those kept out of the cluster too, and of the config. */
function crdsOf(resources: ResourceList, { crds }: ValidateSchemaConfig): Crd[] {
  const isCrd = (object: KubeObject) =>
    object.kind === 'CustomResourceDefinition' && object.isOfGroup('apiextensions.k8s.io');
  return [...resources.items.filter(isCrd), ...crds];
}

function judge(object: KubeObject, catalog: SchemaCatalog, config: ValidateSchemaConfig, report: Report): Verdict {
  const reason = object.annotations.get(SKIP_ANNOTATION);
  if (reason !== undefined) return skip(object, reason, report);
  if (isSkipped(object, config)) return 'skipped';
  const known = catalog.kindOf(object);
  if ('message' in known) {
    // No CRD can bring what Kubernetes itself does not have.
    if (config.ignoreMissingSchemas && !known.isBuiltIn) return 'unknown';
    report.error({ code: 'SCHEMA_MISSING', message: known.message, object, path: known.isBuiltIn ? ['kind'] : [] });
    return known.isBuiltIn ? 'invalid' : 'unknown';
  }
  const findings = checkObject(object, known);
  for (const { code, path, message, current, proposed, rule, reason } of findings) {
    const tags = rule === undefined ? undefined : { rule, ...(reason !== undefined && { reason }) };
    report.error({ code, message, object, path, current, proposed, ...(tags && { tags }) });
  }
  return findings.length > 0 ? 'invalid' : 'valid';
}

function skip(object: KubeObject, reason: string, report: Report): Verdict {
  if (reason.trim() !== '') return 'skipped';
  const message = `the annotation ${SKIP_ANNOTATION} gives no reason: write why this object is not to be checked`;
  report.error({ code: 'SKIP_WITHOUT_REASON', message, object, path: ['metadata', 'annotations', SKIP_ANNOTATION] });
  return 'invalid';
}
