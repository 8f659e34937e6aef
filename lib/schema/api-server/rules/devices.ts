import { isMap, type YamlMap } from '../../../yaml/value';
import { labelKey, labelValue } from '../field-checks';
import { found, given, isEmpty, listAt, mapsAt, type RuleFinding, repeated, type StructRules, show } from './struct';

/** What the API server says of devices. Source: pkg/apis/resource/validation. */
export const DEVICE_RULES: StructRules = {
  V1DeviceClaim: [
    { name: 'known-requests', check: knownRequests },
    { name: 'requests-differ', check: requestsDiffer },
  ],
  V1DeviceConstraint: [{ name: 'one-attribute', check: oneAttribute }],
  V1DeviceRequest: [{ name: 'one-request', check: oneRequest }],
  V1DeviceSubRequest: [{ name: 'count-fits-mode', check: countFitsMode }],
  V1DeviceToleration: [{ name: 'toleration-fits', check: tolerationFits }],
  V1ExactDeviceRequest: [{ name: 'count-fits-mode', check: countFitsMode }],
};

/** Constraints and configs name requests of the claim, `request` or `request/subrequest`. */
function knownRequests(claim: YamlMap): RuleFinding[] {
  const requests = mapsAt(claim, 'requests');
  const names = new Set(
    requests.flatMap(request => [
      request.name,
      ...mapsAt(request, 'firstAvailable').map(inner => `${String(request.name)}/${String(inner.name)}`),
    ]),
  );
  return ['config', 'constraints'].flatMap(list =>
    mapsAt(claim, list).flatMap((item, i) =>
      listAt(item, 'requests').flatMap((name, j) =>
        names.has(name ?? '') ? [] : found([list, i, 'requests', j], `the claim has no request ${show(name)}`),
      ),
    ),
  );
}

function requestsDiffer(claim: YamlMap): RuleFinding[] {
  const twice = repeated(mapsAt(claim, 'requests'), request => request.name).flatMap(({ index, key }) =>
    found(['requests', index], `a request is called ${key} already: rename one`),
  );
  const named = ['config', 'constraints'].flatMap(list =>
    mapsAt(claim, list).flatMap((item, i) =>
      repeated(listAt(item, 'requests'), name => name).flatMap(({ index, key }) =>
        found([list, i, 'requests', index], `${key} is there twice`),
      ),
    ),
  );
  const alternatives = mapsAt(claim, 'requests').flatMap((request, i) =>
    repeated(mapsAt(request, 'firstAvailable'), each => each.name).flatMap(({ index, key }) =>
      found(['requests', i, 'firstAvailable', index], `a request is called ${key} already: rename one`),
    ),
  );
  return [...twice, ...named, ...alternatives];
}

const FULL_NAME = /^[^/]+\/[A-Za-z_][A-Za-z0-9_]{0,31}$/;

function oneAttribute(constraint: YamlMap): RuleFinding[] {
  const names = given(constraint, ['distinctAttribute', 'matchAttribute']);
  if (names.length === 0) return found([], 'one of matchAttribute, distinctAttribute must be given');
  return names.flatMap(name => {
    const text = String(constraint[name]);
    const isName =
      FULL_NAME.test(text) && labelKey(`${text.slice(0, text.indexOf('/')).toLowerCase()}/a`) === undefined;
    return isName ? [] : found([name], `${JSON.stringify(text)} is no attribute: write gpu.example.com/model`);
  });
}

function oneRequest(request: YamlMap): RuleFinding[] {
  const isExact = isMap(request.exactly);
  const isFirst = !isEmpty(request.firstAvailable);
  return isExact === isFirst ? found([], 'one of exactly, firstAvailable must be given, and not both') : [];
}

function countFitsMode({ allocationMode, count }: YamlMap): RuleFinding[] {
  if (allocationMode === 'All') return count ? found(['count'], 'with allocationMode All it must be left out') : [];
  return typeof count === 'number' && count < 0 ? found(['count'], `${count}: it must be at least 1`) : [];
}

function tolerationFits({ key, operator, value }: YamlMap): RuleFinding[] {
  const wrongKey = isEmpty(key) ? undefined : labelKey(key ?? '');
  const wrongValue = operator === 'Exists' || typeof value !== 'string' ? undefined : labelValue(value);
  return [
    ...(wrongKey === undefined ? [] : found(['key'], wrongKey)),
    ...(operator === 'Exists' && !isEmpty(value) ? found(['value'], 'with the operator Exists it must be empty') : []),
    ...(wrongValue === undefined ? [] : found(['value'], wrongValue)),
  ];
}
