import * as z from 'zod/mini';
import { type CustomResource, value } from './custom-resource';

/**
 * The O2 IMS ProvisioningRequest as Nephio has it (nephio-project/api, o2ims.provisioning.oran.org): cluster-scoped,
 * template-based. The cluster that takes it brings its CRD; this one is for validators.
 */
function provisioningRequestSpec() {
  const text = z.string();
  return z.strictObject({
    name: z.optional(text),
    description: z.optional(text),
    templateName: text,
    templateVersion: text,
    templateParameters: value,
  });
}

export type ProvisioningRequestSpec = z.infer<ReturnType<typeof provisioningRequestSpec>>;

export const PROVISIONING_REQUEST: CustomResource = {
  group: 'o2ims.provisioning.oran.org',
  version: 'v1alpha1',
  kind: 'ProvisioningRequest',
  plural: 'provisioningrequests',
  scope: 'Cluster',
  description: 'Infrastructure that an O-Cloud is to provide (O2 IMS).',
  spec: provisioningRequestSpec,
};
