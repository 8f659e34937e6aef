import { expect, test } from '@jest/globals';
import { FORMAT_TEXTS } from '../support/format-texts';
import { suiteJudge } from './apiserver/suite-judge';

/** Every format that CRDs may name: what validate-schema takes for one is what the API server takes. */

const fieldOf = (format: string) => format.replaceAll('-', '');

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'texts.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Text', plural: 'texts' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: Object.fromEntries(
              FORMAT_TEXTS.map(({ format }) => [fieldOf(format), { type: 'array', items: { type: 'string', format } }]),
            ),
          },
        },
      },
    ],
  },
};

const judge = suiteJudge([CRD]);

test.each(FORMAT_TEXTS)('$format', async ({ format, good, bad }) => {
  const field = fieldOf(format);
  const texts = [...good, ...bad];
  const { causes } = await judge().verdict({
    apiVersion: 'example.com/v1',
    kind: 'Text',
    metadata: { name: 'a' },
    [field]: texts,
  });
  const refused = new Set(causes.map(cause => /\[(\d+)\]$/.exec(cause.field)?.[1]));
  expect(texts.filter((_, i) => refused.has(String(i)))).toEqual(bad);
});
