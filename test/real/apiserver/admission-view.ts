import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import type { YamlMap } from '../../../lib/yaml/value';
import { until } from '../until';
import type { RealApiServer } from './api-server';
import type { Status } from './client';
import { selfSigned } from './credentials';
import type { Judge } from './judge';

const ADDRESS = '127.0.0.1';
const NAME = 'admission-view';
const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
const SECONDS = 30;

interface AdmissionReview {
  request: { uid: string; object: YamlMap };
}

/** What admission had before it, or why the object did not come so far. */
export type Viewed = { object: YamlMap; refused?: undefined } | { object?: undefined; refused: string };

/**
 * Shows objects as validating admission sees them: a webhook that takes everything, and keeps the last object. Policies see
 * the same object; the kinds of policies and webhooks themselves are never shown to either.
 */
export class AdmissionView {
  private last: YamlMap | undefined;

  private constructor(
    private readonly judge: Judge,
    private readonly webhook: Server,
  ) {}

  static async open(server: RealApiServer, judge: Judge): Promise<AdmissionView> {
    const { certificate, key } = selfSigned(join(server.folder, NAME), NAME, ADDRESS);
    const webhook = createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
    const view = new AdmissionView(judge, webhook);
    webhook.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => response.end(JSON.stringify(view.review(Buffer.concat(chunks).toString()))));
    });
    const port = await listening(webhook);
    await server.client.create(CONFIGURATIONS, configuration(`https://${ADDRESS}:${port}/`, certificate));
    await until(() => view.isOpen(), { what: 'the webhook is asked', seconds: SECONDS });
    return view;
  }

  /** The object on its way into the cluster; it is not kept. */
  async show(object: YamlMap): Promise<Viewed> {
    const path = await this.judge.place(object);
    if (path === undefined) return { refused: 'nobody serves its kind' };
    this.last = undefined;
    const { client } = this.judge.server;
    try {
      const { code, body } = await client.create<Status & YamlMap>(`${path}?dryRun=All&fieldValidation=Ignore`, object);
      if (this.last) return { object: this.last };
      return code < 300 ? { object: body } : { refused: `${code} ${body.message}` };
    } catch (error) {
      // It hangs up where it panics, as over a CRD with `x-kubernetes-preserve-unknown-fields: false`.
      return { refused: String(error) };
    }
  }

  async close(): Promise<void> {
    await this.judge.server.client.delete(`${CONFIGURATIONS}/${NAME}`);
    this.webhook.closeAllConnections();
    await new Promise(resolve => this.webhook.close(resolve));
  }

  private review(text: string): object {
    const { request }: AdmissionReview = JSON.parse(text);
    this.last = request.object;
    return {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: request.uid, allowed: true },
    };
  }

  private async isOpen(): Promise<boolean> {
    await this.show({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME } });
    return this.last?.kind === 'ConfigMap' && this.last !== undefined;
  }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, ADDRESS, () => {
      const bound = server.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : 0);
    });
  });
}

function configuration(url: string, certificate: string): object {
  const all = { apiGroups: ['*'], apiVersions: ['*'], resources: ['*'], operations: ['CREATE'] };
  const clientConfig = { url, caBundle: readFileSync(certificate).toString('base64') };
  const review = { admissionReviewVersions: ['v1'], sideEffects: 'None', failurePolicy: 'Ignore' };
  return {
    metadata: { name: NAME },
    webhooks: [{ name: `${NAME}.example.com`, clientConfig, rules: [all], ...review }],
  };
}
