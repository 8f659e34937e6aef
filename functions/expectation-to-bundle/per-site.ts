import { resourceName } from '../../lib/intent/names';
import { type DesiredObject, sourceName } from '../../lib/kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import { PROVISIONING_REQUEST, type ProvisioningRequestSpec } from '../../lib/kinds/provisioning-request';
import { LOCAL_CONFIG_ANNOTATION } from '../../lib/krm/annotations';
import type { Report } from '../../lib/krm/report';
import type { Inventory } from '../../lib/site/inventory';
import type { YamlMap, YamlValue } from '../../lib/yaml/value';
import type { ExpectationToBundleConfig } from './config';
import { replicasOf, sitesOf, type WholeIntent } from './intents';
import { titleOf } from './read-inputs';

/** What is rendered once for each site of an intent: requests to an O-Cloud, and services that OSM runs. */

/** The sites; none is worth a warning, for then nothing is rendered. */
function sitesFor(intent: WholeIntent, output: string, inventory: Inventory, report: Report): string[] {
  const sites = sitesOf(intent, inventory);
  if (sites.length > 0) return sites;
  const { object, path } = intent.input;
  const message = `${titleOf(intent.input)}: no ${output} is rendered, for no site is known: give targetSite, a service type with sites, or serviceProfiles with defaultSites`;
  report.warning({ code: 'SITE_MISSING', message, object, path });
  return [];
}

/** A ProvisioningRequest for each site (O2 IMS; the templates are Nephio's). */
export function provisioningRequests(
  intent: WholeIntent,
  { provisioning }: ExpectationToBundleConfig,
  inventory: Inventory,
  report: Report,
): DesiredObject[] {
  const { group, version, kind } = PROVISIONING_REQUEST;
  return sitesFor(intent, kind, inventory, report).map(site => {
    const name = siteName(intent, site);
    const spec: ProvisioningRequestSpec = {
      name,
      description: `${intent.title} at ${site}`,
      templateName: provisioning.templateName,
      templateVersion: provisioning.templateVersion,
      templateParameters: {
        clusterName: inventory.find(site)?.cluster ?? site,
        ...parametersOf(intent, site),
        ...provisioning.templateParameters,
      },
    };
    const object: YamlMap = {
      apiVersion: `${group}/${version}`,
      kind,
      metadata: { name, annotations: placement(intent, site) },
      spec: spec as unknown as YamlMap,
    };
    return desired(intent, `provisioning-request/${site}`, `provisioning/${name}.yaml`, object);
  });
}

function parametersOf(intent: WholeIntent, site: string): YamlMap {
  const { serviceType, profile, resourceProfile } = intent;
  const replicas = replicasOf(intent);
  return {
    site,
    ...(serviceType === undefined ? {} : { serviceType }),
    ...(resourceProfile === undefined ? {} : { resourceProfile }),
    ...(profile?.resources && { resources: { ...profile.resources } }),
    ...(profile?.ports && { ports: [...profile.ports] }),
    ...(replicas === undefined ? {} : { replicas }),
  };
}

/**
 * An NsInstance of OSM Ops for each site, or for the package's own where it has one. OSM Ops reads its fields at the
 * top; apiVersion, metadata and local-config are for kpt, and keep it out of the cluster.
 */
export function nsInstances(
  intent: WholeIntent,
  inventory: Inventory,
  ownSite: string | undefined,
  report: Report,
): DesiredObject[] {
  const { profile, serviceType } = intent;
  const sites = sitesFor(intent, 'NsInstance', inventory, report);
  if (!profile?.nsdName || !profile.vnfName || !profile.kduName) {
    const { object, path } = intent.input;
    const message = `${titleOf(intent.input)}: no NsInstance is rendered, for service type ${serviceType ?? '(none)'} has no nsdName, vnfName and kduName: give them in serviceProfiles`;
    report.warning({ code: 'NSD_MISSING', message, object, path });
    return [];
  }
  const { nsdName, vnfName, kduName } = profile;
  return sites
    .filter(site => ownSite === undefined || site === ownSite)
    .map(site => {
      const name = siteName(intent, site);
      const object: YamlMap = {
        apiVersion: 'osm.nephio.org/v1alpha1',
        kind: 'NsInstance',
        metadata: { name, annotations: { [LOCAL_CONFIG_ANNOTATION]: 'true', ...placement(intent, site) } },
        name,
        description: `${intent.title} at ${site}`,
        nsdName,
        vnfName,
        vimAccountName: site,
        kdu: { name: kduName, params: kduParams(intent) },
      };
      return desired(intent, `ns-instance/${site}`, `osm/${name}.ops.yaml`, object);
    });
}

/** Helm values; OSM Ops passes texts on as texts. */
function kduParams(intent: WholeIntent): YamlMap {
  const replicas = replicasOf(intent);
  const params: Record<string, YamlValue> = replicas === undefined ? {} : { replicaCount: String(replicas) };
  const [port] = intent.profile?.ports ?? [];
  return port === undefined ? params : { ...params, servicePort: String(port) };
}

/** The name of what an intent gets at a site. */
function siteName({ name, title }: WholeIntent, site: string): string {
  const whole = `${name}-${site}`;
  return resourceName(whole) === whole ? whole : resourceName(`${title}/${site}`);
}

function placement({ serviceType }: WholeIntent, site: string): Record<string, string> {
  return {
    ...(serviceType === undefined ? {} : { [SERVICE_TYPE_ANNOTATION]: serviceType }),
    [TARGET_SITES_ANNOTATION]: site,
  };
}

function desired(intent: WholeIntent, role: string, file: string, object: YamlMap): DesiredObject {
  const { input, title } = intent;
  return { source: sourceName(input.object, title), role, origin: input.object, file, object };
}
