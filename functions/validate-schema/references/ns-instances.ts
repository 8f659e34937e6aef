import type { KubeObject } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import type { Path } from '../../../lib/yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';
import type { PackageObjects } from './package-objects';

/**
 * What OSM Ops deploys: an NsInstance names a network service (`nsdName`), a member of it (`vnfName`) and a deployment
 * unit of that member (`kdu.name`). Its descriptors are SOL 006 documents, `nsd:` and `vnfd:`; kpt takes them, and
 * NsInstances, with apiVersion, kind and metadata around them.
 * Source: osmops/cfg and docs/osm-pkgs.md of OSM Ops; ETSI GS NFV-SOL 006.
 */
interface Descriptors {
  services: ReadonlyMap<string, NetworkService>;
  /** The deployment units of each function, by its id. */
  units: ReadonlyMap<string, readonly string[]>;
}

interface NetworkService {
  /** Ids of its VNF profiles, and the function each is of. */
  profiles: ReadonlyMap<string, string>;
}

/** Warns of NsInstances that name what the descriptors of this package do not have. */
export function reportNsInstances({ all }: PackageObjects, report: Report): void {
  const instances = all.filter(({ kind }) => kind === 'NsInstance');
  if (instances.length === 0) return;
  const descriptors = readDescriptors(all);
  for (const instance of instances) {
    const root = instance.kindAt(['spec']) === 'map' ? ['spec'] : [];
    checkInstance(instance, root, descriptors, report);
  }
}

function checkInstance(instance: KubeObject, root: Path, { services, units }: Descriptors, report: Report): void {
  if (services.size === 0) return;
  const at = (...steps: string[]) => [...root, ...steps];
  const service = services.get(instance.getText(at('nsdName')) ?? '');
  if (!service) {
    warn(instance, at('nsdName'), 'network service descriptor', [...services.keys()], report);
    return;
  }
  const functionId = service.profiles.get(instance.getText(at('vnfName')) ?? '');
  if (functionId === undefined) {
    warn(instance, at('vnfName'), 'VNF profile of its service', [...service.profiles.keys()], report);
    return;
  }
  const known = units.get(functionId);
  const unit = instance.getText(at('kdu', 'name')) ?? '';
  if (known && !known.includes(unit))
    warn(instance, at('kdu', 'name'), `deployment unit of ${functionId}`, known, report);
}

function warn(object: KubeObject, path: Path, what: string, known: readonly string[], report: Report): void {
  const current = object.getText(path) ?? null;
  const message = `${path.join('.')}: ${current ?? '(nothing)'} is no ${what} in this package, which has ${known.join(', ') || 'none'}: use one of these`;
  report.warning({ code: 'REFERENCE_MISSING', message, object, path, current, tags: { rule: 'ns-instance' } });
}

function readDescriptors(objects: readonly KubeObject[]): Descriptors {
  const services = new Map<string, NetworkService>();
  const units = new Map<string, readonly string[]>();
  for (const object of objects) {
    for (const nsd of descriptorsAt(object, 'nsd')) {
      const profiles = mapsIn(nsd.df).flatMap(flavour => mapsIn(flavour['vnf-profile']));
      const byId = profiles.map(profile => [String(profile.id), String(profile['vnfd-id'])] as const);
      services.set(String(nsd.id), { profiles: new Map(byId) });
    }
    for (const vnfd of descriptorsAt(object, 'vnfd')) {
      units.set(
        String(vnfd.id),
        mapsIn(vnfd.kdu).map(unit => String(unit.name)),
      );
    }
  }
  return { services, units };
}

/** `nsd: {nsd: [{…}]}`, `vnfd: {…}`, at the top or in `spec`. */
function descriptorsAt(object: KubeObject, name: 'nsd' | 'vnfd'): YamlMap[] {
  const value = object.get([name]) ?? object.get(['spec', name]);
  if (!isMap(value)) return [];
  return value[name] === undefined ? [value] : mapsIn(value[name]);
}

function mapsIn(value: YamlValue | undefined): YamlMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}
