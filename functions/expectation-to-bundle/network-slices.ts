import { sstsIn } from '../../lib/intent/conflicts/own-rules';
import type { Expectation } from '../../lib/intent/expectation';
import { type DesiredObject, sourceName } from '../../lib/kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import { NETWORK_SLICE, type NetworkSliceSpec } from '../../lib/kinds/network-slice';
import { MAX_SST, OPERATOR_SST, standardSst } from '../../lib/kinds/slice-types';
import type { Report } from '../../lib/krm/report';
import { targetText } from '../../lib/site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';
import type { ExpectationToBundleConfig } from './config';
import { replicasOf, statedSites, type WholeIntent } from './intents';
import { titleOf } from './read-inputs';
import { serviceProfileOf } from './service-profile';

/** The slice of an intent. An operator's own service type needs an SST of its own. */
export function networkSlice(
  intent: WholeIntent,
  { namespace, networkSliceGroup }: ExpectationToBundleConfig,
  report: Report,
): DesiredObject[] {
  const { input, name, serviceType, profile } = intent;
  const sst = sstOf(intent);
  const problem = sstProblem(serviceType, sst);
  if (problem !== undefined) {
    const message = `${titleOf(input)}: ${problem}`;
    report.error({ code: 'SST_INVALID', message, object: input.object, path: input.path });
    return [];
  }
  const sites = statedSites(intent);
  const spec = sliceSpec(intent, sst, profile?.sd ?? sdOf(intent));
  const object: YamlMap = {
    apiVersion: `${networkSliceGroup}/${NETWORK_SLICE.version}`,
    kind: NETWORK_SLICE.kind,
    metadata: {
      name: `slice-${name}`,
      namespace,
      annotations: {
        ...(serviceType === undefined ? {} : { [SERVICE_TYPE_ANNOTATION]: serviceType }),
        ...(sites.length === 0 ? {} : { [TARGET_SITES_ANNOTATION]: targetText(sites) }),
      },
    },
    spec: spec as unknown as YamlMap,
  };
  const source = sourceName(input.object, intent.title);
  return [{ source, role: 'network-slice', origin: input.object, file: `slices/slice-${name}.yaml`, object }];
}

function sliceSpec(intent: WholeIntent, sst: number | undefined, sd: string | undefined): NetworkSliceSpec {
  const { name, title, expectations, serviceType, profile } = intent;
  const sNssai = sst === undefined ? undefined : { sst, ...(sd === undefined ? {} : { sd }) };
  const { serviceProfileId, ...fields } = serviceProfileOf(`profile-${name}`, expectations);
  const plmns = plmnsOf(expectations).map(plmnId => ({ plmnId, ...(sNssai && { snssai: sNssai }) }));
  const userLabel = expectations[0]?.intent?.userLabel;
  const replicas = replicasOf(intent);
  return {
    intent: title,
    ...(userLabel === undefined ? {} : { userLabel }),
    expectationIds: [...new Set(expectations.map(({ id }) => id))],
    ...(serviceType === undefined ? {} : { serviceType }),
    ...(sNssai && { sNssai }),
    serviceProfile: {
      serviceProfileId,
      ...(plmns.length > 0 ? { plmnInfoList: plmns } : {}),
      ...(sst === undefined ? {} : { sst }),
      ...fields,
    },
    ...(profile?.resources && { resources: { ...profile.resources } }),
    ...(profile?.ports && { ports: [...profile.ports] }),
    ...(replicas === undefined ? {} : { replicas }),
  };
}

function sstProblem(serviceType: string | undefined, sst: number | undefined): string | undefined {
  const range = `from ${OPERATOR_SST} to ${MAX_SST}`;
  if (sst !== undefined && sst > MAX_SST) return `SST ${sst} is none: give one up to ${MAX_SST}`;
  if (serviceType === undefined || standardSst(serviceType) !== undefined) return undefined;
  const setting = `serviceProfiles.${serviceType}.sst`;
  if (sst === undefined) return `service type ${serviceType} has no SST: give ${setting}, ${range}`;
  if (sst >= OPERATOR_SST) return undefined;
  return `service type ${serviceType} is no standard one, SST ${sst} is: give ${setting} ${range}`;
}

/** What the intent itself states, else what its service type means. */
function sstOf({ expectations, serviceType, profile }: WholeIntent): number | undefined {
  const stated = expectations.flatMap(({ contexts }) => contexts.flatMap(sstsIn))[0];
  if (stated !== undefined) return Number(stated);
  return profile?.sst ?? (serviceType === undefined ? undefined : standardSst(serviceType));
}

function sdOf({ expectations }: WholeIntent): string | undefined {
  const nssais = expectations.flatMap(({ contexts }) =>
    contexts.filter(({ attribute }) => attribute === 'sNssai').map(({ value }) => value),
  );
  const found = nssais.find(value => isMap(value) && typeof value.sd === 'string');
  return isMap(found) ? String(found.sd) : undefined;
}

type Plmn = { mcc: string; mnc: string };

/** The PLMNs of contexts: objects of MCC and MNC, or both in one text. */
function plmnsOf(expectations: readonly Expectation[]): Plmn[] {
  const values = expectations.flatMap(({ contexts }) =>
    contexts
      .filter(({ attribute }) => attribute === 'PLMN')
      .flatMap(({ value }) => (Array.isArray(value) ? value : [value])),
  );
  const plmns = new Map(values.flatMap(plmnOf).map(plmn => [`${plmn.mcc}-${plmn.mnc}`, plmn]));
  return [...plmns.values()];
}

function plmnOf(value: YamlValue): Plmn[] {
  if (isMap(value)) {
    const { mcc, mnc } = value;
    return typeof mcc === 'string' && typeof mnc === 'string' ? [{ mcc, mnc }] : [];
  }
  const match = typeof value === 'string' ? /^(\d{3})-?(\d{2,3})$/.exec(value) : null;
  return match ? [{ mcc: match[1] as string, mnc: match[2] as string }] : [];
}
