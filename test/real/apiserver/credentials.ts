import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnavailableError } from '../unavailable-error';

/** What a server and its clients know each other by, for as long as the server's folder is there. */
export interface Credentials {
  /** Signs and verifies the tokens of service accounts. */
  serviceAccountKey: string;
  /** Static tokens, one of them the admin's. */
  tokens: string;
  adminToken: string;
  frontProxy: FrontProxy;
}

/** The files an aggregated API server trusts: the API server shows this certificate when it passes requests on. */
export interface FrontProxy {
  /** The authority of request headers: the certificate is its own. */
  certificateAuthority: string;
  certificate: string;
  key: string;
  commonName: string;
}

export function createCredentials(folder: string): Credentials {
  mkdirSync(folder);
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const adminToken = randomBytes(24).toString('hex');
  const files = { serviceAccountKey: join(folder, 'service-account.key'), tokens: join(folder, 'tokens.csv') };
  writeFileSync(files.serviceAccountKey, privateKey, { mode: 0o600 });
  writeFileSync(files.tokens, `${adminToken},admin,admin,system:masters\n`, { mode: 0o600 });
  return { ...files, adminToken, frontProxy: createFrontProxy(folder) };
}

function createFrontProxy(folder: string): FrontProxy {
  const commonName = 'front-proxy-client';
  const { certificate, key } = selfSigned(join(folder, 'front-proxy'), commonName);
  return { certificateAuthority: certificate, certificate, key, commonName };
}

/** Node's crypto makes keys, but no certificates. `address`: of a server that shows it. */
export function selfSigned(path: string, commonName: string, address?: string): { certificate: string; key: string } {
  const files = { certificate: `${path}.crt`, key: `${path}.key` };
  const names = address === undefined ? [] : ['-addext', `subjectAltName=IP:${address}`];
  const subject = ['-subj', `/CN=${commonName}`, '-days', '2', ...names];
  const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    const args = ['req', '-x509', ...algorithm, ...subject, '-keyout', files.key, '-out', files.certificate];
    execFileSync('openssl', args, { stdio: 'pipe' });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(`no certificate without openssl (Debian: apt-get install openssl): ${said}`);
  }
  return files;
}
