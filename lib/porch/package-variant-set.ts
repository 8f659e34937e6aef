import { SITE_LABEL } from '../kinds/names';
import type { YamlMap } from '../yaml/value';
import { withoutDots } from './names';
import { type Deployment, upstreamOf } from './package-variant';
import { CLUSTER_LABEL, type PorchSettings } from './repository';

const SITE = `repository.labels["${SITE_LABEL}"]`;
const CLUSTER = `repository.labels["${CLUSTER_LABEL}"]`;

/** What a package is told about its site, as CEL over the labels of the site's Repository. */
const SITE_DATA: readonly { key: string; valueExpr: string }[] = [
  { key: 'site', valueExpr: SITE },
  { key: 'site-id', valueExpr: SITE },
  // A cluster without a name of its own is called like its site.
  { key: 'cluster-name', valueExpr: `"${CLUSTER_LABEL}" in repository.labels ? ${CLUSTER} : ${SITE}` },
];

/**
 * The PackageVariantSet that brings a blueprint to every repository that has a site. `data`: setters of the blueprint
 * that are the same at all sites. The set names variants after the package, so its path has no folders.
 */
export function packageVariantSet(
  deployment: Deployment,
  data: Readonly<Record<string, string>>,
  { namespace }: PorchSettings,
): YamlMap {
  if (deployment.path.includes('/')) throw new RangeError(`a set makes no package in a folder: ${deployment.path}`);
  return {
    apiVersion: 'config.porch.kpt.dev/v1alpha2',
    kind: 'PackageVariantSet',
    metadata: { name: withoutDots(deployment.blueprint), namespace },
    spec: {
      upstream: upstreamOf(deployment),
      targets: [
        {
          repositorySelector: { matchExpressions: [{ key: SITE_LABEL, operator: 'Exists' }] },
          template: {
            downstream: { package: deployment.path },
            packageContext: { data: { ...data }, dataExprs: SITE_DATA.map(entry => ({ ...entry })) },
          },
        },
      ],
    },
  };
}
