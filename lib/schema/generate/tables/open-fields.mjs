/**
 * What the client has as `any`: `object` takes a mapping with whatever fields, `any` takes everything.
 * Source: RawExtension, FieldsV1, JSON and JSONSchemaPropsOr* in api/openapi-spec/v3 of kubernetes/kubernetes, 1.32 to 1.36.
 */
export const OPEN_FIELDS = {
  V1AllocatedDeviceStatus: { data: 'object' },
  V1ControllerRevision: { data: 'object' },
  V1CustomResourceSubresources: { status: 'object' },
  V1JSONSchemaProps: {
    additionalItems: 'any',
    additionalProperties: 'any',
    default: 'any',
    dependencies: 'any',
    enum: 'any',
    example: 'any',
    items: 'any',
  },
  V1ManagedFieldsEntry: { fieldsV1: 'object' },
  V1OpaqueDeviceConfiguration: { parameters: 'object' },
  V1WatchEvent: { object: 'object' },
  V1alpha1PodGroupPolicy: { basic: 'object' },
  V1alpha1StorageVersion: { spec: 'object' },
  V1alpha2PodGroupSchedulingPolicy: { basic: 'object' },
  V1alpha3AllocatedDeviceStatus: { data: 'object' },
  V1alpha3OpaqueDeviceConfiguration: { parameters: 'object' },
  V1beta1AllocatedDeviceStatus: { data: 'object' },
  V1beta1OpaqueDeviceConfiguration: { parameters: 'object' },
  V1beta2AllocatedDeviceStatus: { data: 'object' },
  V1beta2OpaqueDeviceConfiguration: { parameters: 'object' },
};
