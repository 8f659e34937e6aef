import { RBAC_GROUP } from '../../../krm/gvk';
import { isMap, type YamlMap } from '../../../yaml/value';
import { mapAt, withFallback, withField, withoutField } from '../fields';
import type { StructDefaultsTable } from '../struct-defaults';
import { withAmounts } from './pods';

const LIMIT_AMOUNTS = withAmounts('default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min');

const withNodeAmounts = withAmounts('allocatable', 'capacity');

/** What is filled into RBAC, Secrets, namespaces and their limits. Source: defaults.go in pkg/apis/{core,rbac}. */
export const ACCESS_DEFAULTS: StructDefaultsTable = {
  LimitRangeItem: { complete: item => completeLimits(LIMIT_AMOUNTS(item)) },
  NamespaceStatus: { values: { phase: 'Active' } },
  NodeStatus: { complete: status => withFallback(withNodeAmounts(status), 'allocatable', status.capacity) },
  RbacV1Subject: { complete: completeSubject },
  ResourceQuotaSpec: { complete: withAmounts('hard') },
  ResourceQuotaStatus: { complete: withAmounts('hard', 'used') },
  RoleRef: {
    complete: reference => (reference.apiGroup === '' ? withField(reference, 'apiGroup', RBAC_GROUP) : reference),
  },
  Secret: { values: { type: 'Opaque' }, complete: withStringData },
};

function completeSubject(subject: YamlMap): YamlMap {
  const isOfRbac = subject.kind === 'User' || subject.kind === 'Group';
  return isOfRbac && subject.apiGroup === undefined ? withField(subject, 'apiGroup', RBAC_GROUP) : subject;
}

/** Of containers: the default is the greatest amount; the default request is the default, else the smallest amount. */
function completeLimits(item: YamlMap): YamlMap {
  if (item.type !== 'Container') return item;
  const limits = { ...mapAt(item, 'max'), ...mapAt(item, 'default') };
  const requests = { ...mapAt(item, 'min'), ...limits, ...mapAt(item, 'defaultRequest') };
  const entries: [string, YamlMap][] = [
    ['default', limits],
    ['defaultRequest', requests],
  ];
  return { ...item, ...Object.fromEntries(entries.filter(([, amounts]) => Object.keys(amounts).length > 0)) };
}

/** `stringData` is only a way to write `data`. */
function withStringData(secret: YamlMap): YamlMap {
  const { stringData } = secret;
  if (!isMap(stringData)) return secret;
  const written = Object.entries(stringData).map(([key, text]) => [
    key,
    typeof text === 'string' ? Buffer.from(text).toString('base64') : text,
  ]);
  const data = { ...mapAt(secret, 'data'), ...Object.fromEntries(written) } as YamlMap;
  return withField(withoutField(secret, 'stringData'), 'data', data);
}
