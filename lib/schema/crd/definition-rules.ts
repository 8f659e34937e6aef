import { isRequestUri } from '../../cel/libraries/go-url';
import { DNS_SUBDOMAIN, isDns1035Label } from '../../krm/dns-syntax';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../../yaml/value';
import { below, listAt, type RuleFinding, type StructRule } from '../api-server/rules/struct';
import { VERSION_RULES } from './version-rules';

/** What the API server demands of a CRD outside of its schemas, sorted. Source: apiextensions-apiserver v0.36, `validation.go`. */
export const DEFINITION_RULES: readonly StructRule[] = [
  { name: 'crd-api-approved', check: apiApproved },
  { name: 'crd-conversion', check: conversion },
  { name: 'crd-group', check: group },
  { name: 'crd-name', check: name },
  { name: 'crd-names', check: names },
  { name: 'crd-one-storage-version', check: oneStorageVersion },
  { name: 'crd-prunes', check: prunes },
  { name: 'crd-scope', check: scope },
  ...VERSION_RULES,
];

function textAt(crd: YamlMap, ...path: string[]): string {
  const value = valueInside(crd, path);
  return typeof value === 'string' ? value : '';
}

function name(crd: YamlMap): RuleFinding[] {
  const expected = `${textAt(crd, 'spec', 'names', 'plural')}.${textAt(crd, 'spec', 'group')}`;
  if (textAt(crd, 'metadata', 'name') === expected) return [];
  return [{ path: ['metadata', 'name'], message: `it must be plural and group, ${expected} (KNV1048)` }];
}

function group(crd: YamlMap): RuleFinding[] {
  const given = textAt(crd, 'spec', 'group');
  if (given === '' || (DNS_SUBDOMAIN.test(given) && given.includes('.'))) return [];
  return [{ path: ['spec', 'group'], message: `${JSON.stringify(given)} is no domain: write it as ran.example.com` }];
}

function scope(crd: YamlMap): RuleFinding[] {
  const given = valueInside(crd, ['spec', 'scope']);
  if (given === undefined || given === null || given === 'Cluster' || given === 'Namespaced') return [];
  return [{ path: ['spec', 'scope'], message: `${JSON.stringify(given)} is none of Cluster, Namespaced` }];
}

function prunes(crd: YamlMap): RuleFinding[] {
  const path = ['spec', 'preserveUnknownFields'];
  const message = 'it may not be true: write x-kubernetes-preserve-unknown-fields: true where the schema is open';
  return valueInside(crd, path) === true ? [{ path, message }] : [];
}

function names(crd: YamlMap): RuleFinding[] {
  const at = (field: string) => ['spec', 'names', field];
  const findings: RuleFinding[] = [];
  const refuse = (path: (string | number)[], text: string, mend: string) =>
    findings.push({ path, message: `${JSON.stringify(text)} is no name: ${mend}` });
  for (const field of ['plural', 'singular']) {
    const text = textAt(crd, ...at(field));
    if (text !== '' && !isDns1035Label(text)) refuse(at(field), text, 'use lower-case letters, digits and "-"');
  }
  for (const field of ['kind', 'listKind']) {
    const text = textAt(crd, ...at(field));
    if (text !== '' && !isDns1035Label(text.toLowerCase())) refuse(at(field), text, 'use letters and digits');
  }
  for (const field of ['shortNames', 'categories']) {
    listAt(crd, ...at(field)).forEach((text, i) => {
      if (typeof text !== 'string' || isDns1035Label(text)) return;
      refuse([...at(field), i], text, 'use lower-case letters, digits and "-"');
    });
  }
  for (const field of ['plural', 'kind']) {
    if (valueInside(crd, at(field)) === '') findings.push({ path: at(field), message: 'it must not be empty' });
  }
  if (textAt(crd, ...at('kind')) !== '' && textAt(crd, ...at('kind')) === textAt(crd, ...at('listKind'))) {
    findings.push({ path: at('listKind'), message: 'it must differ from kind: leave it out' });
  }
  return findings;
}

function oneStorageVersion(crd: YamlMap): RuleFinding[] {
  const path = ['spec', 'versions'];
  const count = listAt(crd, ...path).filter(version => isMap(version) && version.storage === true).length;
  return count === 1 ? [] : [{ path, message: `one version must have storage: true, here ${count} have it` }];
}

const APPROVAL = 'api-approved.kubernetes.io';

/** Groups of the Kubernetes community ask for an approval; `unapproved, …` will do. */
function apiApproved(crd: YamlMap): RuleFinding[] {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(textAt(crd, 'spec', 'group'))) return [];
  const path = ['metadata', 'annotations', APPROVAL];
  const given = textAt(crd, ...path);
  if (given.startsWith('unapproved') || (/^\w+:\/\/[^/]/.test(given) && isRequestUri(given))) return [];
  return [
    {
      path,
      message: 'the group is of the Kubernetes community: give the URL of the approval, or use a group of your own',
    },
  ];
}

function conversion(crd: YamlMap): RuleFinding[] {
  const path = ['spec', 'conversion'];
  const given = valueInside(crd, path);
  if (!isMap(given)) return [];
  const { strategy, webhook } = given;
  if (strategy !== 'None' && strategy !== 'Webhook') {
    return [{ path: [...path, 'strategy'], message: `${JSON.stringify(strategy ?? null)} is none of None, Webhook` }];
  }
  if (strategy === 'None') {
    return isMap(webhook) ? [{ path: [...path, 'webhook'], message: 'it needs the strategy Webhook: delete it' }] : [];
  }
  const config = isMap(webhook) ? webhook : {};
  return [
    ...clientConfig(config.clientConfig).map(below(...path, 'webhook', 'clientConfig')),
    ...reviewVersions(config.conversionReviewVersions).map(below(...path, 'webhook', 'conversionReviewVersions')),
  ];
}

function clientConfig(config: YamlValue | undefined): RuleFinding[] {
  const { url, service } = isMap(config) ? config : {};
  const hasUrl = url !== undefined && url !== null;
  if (hasUrl === isMap(service)) return [{ path: [], message: 'give it a url or a service, one of them' }];
  if (hasUrl) {
    const isFine = /^https:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(String(url));
    return isFine ? [] : [{ path: ['url'], message: 'write an https URL without user, query and fragment' }];
  }
  const { name: serviceName, namespace, path, port } = isMap(service) ? service : {};
  const isPort = port === undefined || port === null || (Number(port) > 0 && Number(port) < 65536);
  return [
    ...(serviceName === '' ? [{ path: ['service', 'name'], message: 'it must not be empty' }] : []),
    ...(namespace === '' ? [{ path: ['service', 'namespace'], message: 'it must not be empty' }] : []),
    ...(isPort ? [] : [{ path: ['service', 'port'], message: 'a port is from 1 to 65535' }]),
    ...(typeof path === 'string' && !path.startsWith('/')
      ? [{ path: ['service', 'path'], message: 'begin it with "/"' }]
      : []),
  ];
}

function reviewVersions(versions: YamlValue | undefined): RuleFinding[] {
  const names = Array.isArray(versions) ? versions.map(String) : [];
  if (!names.includes('v1') && !names.includes('v1beta1')) return [{ path: [], message: 'name v1, or v1beta1' }];
  return names.flatMap((text, i) => {
    if (names.indexOf(text) < i) return [{ path: [i], message: 'it stands there twice: delete one' }];
    return isDns1035Label(text) ? [] : [{ path: [i], message: `${JSON.stringify(text)} is no version` }];
  });
}
