import { beforeAll, expect, test } from '@jest/globals';
import { yaml } from '../support/yaml';
import type { Setup } from './apiserver/setup';
import { suiteJudge } from './apiserver/suite-judge';

/** A custom resource with rules of its own. */

const CRD = yaml`
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata:
    name: slices.example.com
  spec:
    group: example.com
    scope: Namespaced
    names: {kind: Slice, listKind: SliceList, plural: slices, singular: slice}
    versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              x-kubernetes-validations:
              - rule: self.min <= self.max
                message: min must not be above max
                fieldPath: .min
              properties:
                min: {type: integer}
                max: {type: integer, maximum: 100}
                names:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties:
                      name: {type: string}
`;

const judge = suiteJudge();
let setup: Setup;
beforeAll(async () => {
  setup = await judge().setUp([CRD]);
});

const slice = (spec: object) => ({ apiVersion: 'example.com/v1', kind: 'Slice', metadata: { name: 'a' }, spec });

test('an object that keeps the rules is accepted', async () => {
  expect(await judge().verdict(slice({ min: 1, max: 2, names: [{ name: 'a' }] }))).toMatchObject({
    verdict: 'accepted',
  });
});

test('a rule that is broken is named with its field and its message', async () => {
  const { verdict, causes } = await judge().verdict(slice({ min: 3, max: 2 }));
  expect({ verdict, causes }).toEqual({
    verdict: 'refused',
    causes: [
      {
        field: 'spec.min',
        reason: 'FieldValueInvalid',
        message: 'Invalid value: min must not be above max',
      },
    ],
  });
});

test.each([
  ['an unknown field', slice({ min: 1, max: 2, middle: 1 }), { field: 'spec.middle', reason: 'UnknownField' }],
  ['a value above its maximum', slice({ min: 1, max: 101 }), { field: 'spec.max', reason: 'FieldValueInvalid' }],
  ['a value of the wrong type', slice({ min: 1, max: '2' }), { field: 'spec.max', reason: 'FieldValueTypeInvalid' }],
  [
    'two entries of one key',
    slice({ min: 1, max: 2, names: [{ name: 'a' }, { name: 'a' }] }),
    { field: 'spec.names[1]', reason: 'FieldValueDuplicate' },
  ],
])('%s is refused', async (_what, manifest, cause) => {
  const { verdict, causes } = await judge().verdict(manifest);
  expect(verdict).toBe('refused');
  expect(causes).toContainEqual(expect.objectContaining(cause));
});

test('removed, its kind is unknown', async () => {
  await setup.remove();
  expect(await judge().verdict(slice({ min: 1, max: 2 }))).toMatchObject({ verdict: 'unknown-kind' });
});

test('a CRD that the server refuses is an error of the setup', async () => {
  await expect(judge().setUp([CRD.replace('type: object', 'type: thing')])).rejects.toThrow(
    /^setup: CustomResourceDefinition slices\.example\.com: .*thing/,
  );
});
