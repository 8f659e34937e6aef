import { isThirdPartyKind } from '../../lib/kinds/third-party/third-party-kinds';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { SchemaCatalog } from '../../lib/schema/catalog';
import { checkSchema } from '../../lib/schema/walk';
import { isSkipped, type ValidateSchemaConfig } from './config';
import { SKIP_ANNOTATION } from './skip-annotation';

/**
 * What no cluster gets from this package, and is checked all the same: Kptfiles, which kpt reads strictly, and the
 * local config of projects whose kinds are known here, a RootSync say, which somebody applies by hand later.
 */
export function packageFiles(resources: ResourceList): KubeObject[] {
  return resources.items.filter(
    object =>
      isThirdPartyKind(object) &&
      (object.isLocalConfig || isKptfile(object)) &&
      !object.annotations.has(SKIP_ANNOTATION),
  );
}

/** An error in a Kptfile; a warning in what is applied by hand, as this package can be published without it. */
export function judgePackageFile(
  object: KubeObject,
  catalog: SchemaCatalog,
  config: ValidateSchemaConfig,
  report: Report,
): void {
  if (isSkipped(object, config)) return;
  const known = catalog.kindOf(object);
  const isError = isKptfile(object);
  if ('message' in known) {
    const finding = { code: 'SCHEMA_MISSING', message: known.message, object, path: ['apiVersion'] };
    if (isError) report.error(finding);
    else report.warning(finding);
    return;
  }
  for (const { code, path, message, current, proposed } of checkSchema(object, known.schema)) {
    const finding = { code, message, object, path, current, proposed };
    if (isError) report.error(finding);
    else report.warning(finding);
  }
}

function isKptfile({ group, kind }: KubeObject): boolean {
  return group === 'kpt.dev' && kind === 'Kptfile';
}
