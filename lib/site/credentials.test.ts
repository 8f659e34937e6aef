import { describe, expect, test } from '@jest/globals';
import { processorTime } from '../../test/support/processor-time';
import { formatPath } from '../yaml/path';
import type { YamlValue } from '../yaml/value';
import { CredentialSearch } from './credentials';

const found = (value: YamlValue) => new CredentialSearch().pathsIn(value).map(formatPath);

describe('the name of a field', () => {
  test.each([
    'APIToken',
    'PSKs',
    'accessKeyId',
    'accesstoken',
    'adminPass',
    'adminPwd',
    'api-key',
    'apiKeys',
    'auth_token',
    'authtoken',
    'bearer',
    'bearerToken',
    'client-key-data',
    'clientSecret',
    'credentials',
    'dbPassword',
    'dbpassword',
    'edge.example.com/git-token',
    'encryptionKey',
    'gitTokens',
    'ipsecPsk',
    'kube-config',
    'kubeConfig',
    'kubeconfig',
    'kubeconfigs',
    'pass',
    'passphrase',
    'passwd',
    'password',
    'passwordRef',
    'passwords',
    'preSharedKey',
    'privateKeys',
    'privatekey',
    'psk',
    'secretKey',
    'secrets',
    'sshKeys',
    'sshprivatekey',
    'tokenName',
    'tokenValue',
    'userInfo',
    'wifiPSK',
    'wpa2Psk',
  ])('%s is that of a credential', key => {
    expect(found({ spec: { [key]: 'hunter2' } })).toEqual([formatPath(['spec', key])]);
  });

  test.each([
    'accessKeypad',
    'bandPass',
    'bearerId',
    'bearers',
    'bypass',
    'compass',
    'defaultBearer',
    'highPass',
    'keyspace',
    'maxBearers',
    'modulation8PSK',
    'mPSK',
    'monkeys',
    'oauthTokenEndpoint',
    'passCount',
    'passRate',
    'passwordMinLength',
    'passwordPolicy',
    'publicKey',
    'qpsk',
    'radioBearer',
    'satellitePass',
    'secretariat',
    'secretary',
    'sshPublicKey',
    'tokenBucket',
    'tokenBucketBurst',
    'tokenBucketRate',
    'tokenRing',
    'tokenTTL',
    'tokenisation',
    'trespass',
  ])('%s is none', key => {
    expect(found({ spec: { [key]: 'some' } })).toEqual([]);
  });

  test('is that of a switch where the value is one', () => {
    const spec = { usePsk: true, enablePassword: 'false', automountServiceAccountToken: false };
    expect(found({ spec })).toEqual([]);
    expect(found({ spec: { password: 1234, token: '', secret: { a: 'b' } } })).toHaveLength(3);
  });
});

describe('a reference', () => {
  test.each<[string, YamlValue]>([
    ['tokenSecretName', 'edge1-git'],
    ['tokenSecretNames', ['edge1-git', 'edge2-git']],
    ['secretName', 'git'],
    ['secretRef', { name: 'edge1-access-token-porch', namespace: 'default' }],
    ['secretKeyRef', { name: 'edge1', key: 'tls.key', optional: true }],
    ['passwordSecretRef', 'edge1-git'],
    ['passwordRef', { name: 'edge1-git', key: 'password' }],
    ['tokenNamespace', 'argocd'],
    ['credentialsName', 'edge1'],
    ['kubeconfigRef', 'edge1-kubeconfig'],
    ['sshKeyRef', 'edge1-ssh'],
    ['secretRef', ''],
    ['passwordRef', null],
  ])('%s: %j is allowed', (key, value) => {
    expect(found({ spec: { [key]: value } })).toEqual([]);
  });

  test.each<[string, YamlValue, string]>([
    ['passwordRef', 'hunter2', 'spec.passwordRef'],
    ['tokenName', 'hunter2', 'spec.tokenName'],
    ['apiKeyRefs', ['hunter2'], 'spec.apiKeyRefs[0]'],
    ['secretRef', 'Hunter 2!', 'spec.secretRef'],
    ['secretName', '9f86d081884c7d659a2feaa0c55ad015', 'spec.secretName'],
    ['secretName', 'xoxb-1234-abcd', 'spec.secretName'],
    ['secretRef', { name: 'Hunter 2!' }, 'spec.secretRef.name'],
    ['secretRef', { name: 'git', value: 'hunter2' }, 'spec.secretRef.value'],
    ['passwordRef', { key: 'hunter2' }, 'spec.passwordRef'],
    ['secretName', 5, 'spec.secretName'],
  ])('%s: %j is refused', (key, value, path) => {
    expect(found({ spec: { [key]: value } })).toEqual([path]);
  });
});

describe('a value', () => {
  test.each([
    'https://git:hunter2@x.example',
    'https://hunter2@x.example/r.git',
    'ghp_hunter2hunter2',
    'token=github_pat_11ABC_hunter2',
    'glpat-hunter2hunter2',
    'xoxb-1234-hunter2',
    'AKIAIOSFODNN7EXAMPLE',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N',
    'Basic dXNlcjpwYXNz',
    'Basic QWxhZGRpbg==',
    'Bearer hunter2',
    'bearer 0123456789abcdef',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nabc',
    '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc',
  ])('%j is a credential by its look', text => {
    expect(found({ free: [text] })).toEqual(['free[0]']);
    expect(found(text)).toEqual(['']);
  });

  test.each([
    'ssh://git@x.example/r.git',
    'noc@example.com',
    'Basic service',
    'Basic subscription',
    'Bearer service',
    'bearer 5QI9',
    'eyJ.a.b',
    'xox',
    'AKIA',
    '-----BEGIN CERTIFICATE-----\nabc',
    'https://x.example/a@b',
  ])('%j is none', text => {
    expect(found({ free: text })).toEqual([]);
  });

  test('of any length is looked at in a moment', () => {
    const milliseconds = processorTime(() => {
      for (const part of ['-eyJ', '-eyJaaaa.bbbb', '-----BEGIN A', 'Basic a', 'a', 'https://', '-xoxb', ' ghp_'])
        expect(found({ free: part.repeat(100_000), [part.repeat(20_000)]: 'x' }).length).toBeLessThan(2);
    });
    expect(milliseconds).toBeLessThan(2000);
  });
});
