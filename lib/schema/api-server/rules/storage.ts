import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { amountOf } from '../quantity';
import {
  at,
  atMostOne,
  below,
  found,
  given,
  isEmpty,
  listAt,
  mapAt,
  mapsAt,
  type RuleFinding,
  repeated,
  type StructRule,
  type StructRules,
  show,
} from './struct';

const CLAIM: StructRule = {
  name: 'claim-asks-for-storage',
  check: ({ spec }) => claimAsksForStorage(mapAt(spec)).map(below('spec')),
};

/** The fields of a volume that say where it comes from. */
const SOURCES = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'hostPath',
  'image',
  'iscsi',
  'local',
  'nfs',
  'persistentVolumeClaim',
  'photonPersistentDisk',
  'portworxVolume',
  'projected',
  'quobyte',
  'rbd',
  'scaleIO',
  'secret',
  'storageos',
  'vsphereVolume',
];
const PROJECTED = ['clusterTrustBundle', 'configMap', 'downwardAPI', 'podCertificate', 'secret', 'serviceAccountToken'];

/** What the API server says of storage. Source: pkg/apis/{core,storage}/validation. */
export const STORAGE_RULES: StructRules = {
  V1CSIDriverSpec: [{ name: 'audiences-differ', check: audiencesDiffer }],
  V1DownwardAPIVolumeFile: [{ name: 'downward-source', check: downwardSource }],
  V1PersistentVolume: [{ name: 'volume-has-source', check: volumeHasSource }],
  V1PersistentVolumeClaim: [CLAIM],
  V1PersistentVolumeClaimTemplate: [CLAIM],
  V1ProjectedVolumeSource: [{ name: 'projected-paths-differ', check: projectedPathsDiffer }],
  V1StorageClass: [{ name: 'topologies-differ', check: topologiesDiffer }],
  V1Volume: [{ name: 'one-volume-source', check: volume => atMostOne(volume, SOURCES) }],
  V1VolumeProjection: [{ name: 'one-projection', check: projection => atMostOne(projection, PROJECTED) }],
};

function claimAsksForStorage(spec: YamlMap): RuleFinding[] {
  const modes = listAt(spec, 'accessModes');
  const storage = at(spec, 'resources', 'requests', 'storage');
  return [
    ...(modes.length > 0 ? [] : found(['accessModes'], 'a claim needs at least one access mode')),
    ...(modes.length > 1 && modes.includes('ReadWriteOncePod')
      ? found(['accessModes'], 'ReadWriteOncePod stands alone')
      : []),
    ...(storage === undefined
      ? found(['resources', 'requests', 'storage'], 'a claim must say how much storage it needs')
      : []),
    ...(storage !== undefined && !(amountOf(String(storage)) > 0)
      ? found(['resources', 'requests', 'storage'], `${String(storage)}: it must be more than 0`)
      : []),
    ...sourceProblems(spec.dataSource),
  ];
}

/** A snapshot or a claim; other sources are dropped without a word. */
function sourceProblems(source: YamlValue | undefined): RuleFinding[] {
  const isKept =
    at(source, 'kind') === 'PersistentVolumeClaim'
      ? isEmpty(at(source, 'apiGroup'))
      : at(source, 'kind') === 'VolumeSnapshot' && at(source, 'apiGroup') === 'snapshot.storage.k8s.io';
  return isKept && isEmpty(at(source, 'name')) ? found(['dataSource', 'name'], 'it is required') : [];
}

const FILE_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

function downwardSource(file: YamlMap): RuleFinding[] {
  const sources = given(file, ['fieldRef', 'resourceFieldRef']);
  if (sources.length === 2) return found([], 'only one of fieldRef, resourceFieldRef may be given');
  if (sources.length === 0) return found(['fieldRef'], 'one of fieldRef, resourceFieldRef must be given');
  const path = at(file.fieldRef, 'fieldPath');
  if (
    typeof path === 'string' &&
    path !== '' &&
    !FILE_FIELDS.includes(path) &&
    !/^metadata\.(?:labels|annotations)\['.+'\]$/.test(path)
  ) {
    return found(
      ['fieldRef', 'fieldPath'],
      `${JSON.stringify(path)} is no field for a file: use ${FILE_FIELDS.join(', ')}`,
    );
  }
  return at(file.resourceFieldRef) !== undefined && isEmpty(at(file.resourceFieldRef, 'containerName'))
    ? found(['resourceFieldRef', 'containerName'], 'a file needs the name of the container')
    : [];
}

function projectedPathsDiffer(source: YamlMap): RuleFinding[] {
  const paths = mapsAt(source, 'sources').flatMap(each =>
    ['configMap', 'downwardAPI', 'secret'].flatMap(name => mapsAt(each[name], 'items').map(({ path }) => path)),
  );
  return repeated(paths, path => path).flatMap(({ key }) => found([], `${key} is there twice`));
}

function volumeHasSource({ spec }: YamlMap): RuleFinding[] {
  const volume = mapAt(spec);
  const sources = given(volume, SOURCES);
  const capacity = Object.entries(mapAt(volume, 'capacity'));
  const storage = at(volume, 'capacity', 'storage');
  return [
    ...(sources.length === 0 ? found(['spec'], 'a volume needs a source, such as csi, nfs or local') : []),
    ...(sources.length > 1 ? atMostOne(volume, SOURCES).map(below('spec')) : []),
    ...(isMap(volume.local) && !isMap(at(volume, 'nodeAffinity', 'required'))
      ? found(['spec', 'nodeAffinity'], 'a local volume needs a node affinity')
      : []),
    ...(capacity.length > 0 && (storage === undefined || capacity.length > 1)
      ? found(['spec', 'capacity'], 'it must have storage, and nothing else')
      : []),
    ...(storage !== undefined && !(amountOf(String(storage)) > 0)
      ? found(['spec', 'capacity', 'storage'], `${String(storage)}: it must be more than 0`)
      : []),
    ...(listAt(volume, 'accessModes').length > 1 && listAt(volume, 'accessModes').includes('ReadWriteOncePod')
      ? found(['spec', 'accessModes'], 'ReadWriteOncePod stands alone')
      : []),
    ...(at(volume, 'hostPath', 'path') === '/' && volume.persistentVolumeReclaimPolicy === 'Recycle'
      ? found(['spec', 'persistentVolumeReclaimPolicy'], 'the root of a host is not recycled')
      : []),
  ];
}

function topologiesDiffer(storageClass: YamlMap): RuleFinding[] {
  const terms = mapsAt(storageClass, 'allowedTopologies');
  const twice = repeated(terms, show).flatMap(({ index }) =>
    found(['allowedTopologies', index, 'matchLabelExpressions'], 'the same term is there twice'),
  );
  return twice.concat(
    terms.flatMap((term, i) => {
      const expressions = mapsAt(term, 'matchLabelExpressions');
      const path = ['allowedTopologies', i, 'matchLabelExpressions'];
      if (expressions.length === 0) return found(path, 'it must not be empty');
      return [
        ...repeated(expressions, expression => expression.key).flatMap(({ index, key }) =>
          found([...path, index, 'key'], `${key} is there twice`),
        ),
        ...expressions.flatMap((expression, j) =>
          repeated(listAt(expression, 'values'), value => value).flatMap(({ index, key }) =>
            found([...path, j, 'values', index], `${key} is there twice`),
          ),
        ),
      ];
    }),
  );
}

function audiencesDiffer(spec: YamlMap): RuleFinding[] {
  return repeated(mapsAt(spec, 'tokenRequests'), request => request.audience).flatMap(({ index, key }) =>
    found(['tokenRequests', index, 'audience'], `${key} is there twice`),
  );
}
