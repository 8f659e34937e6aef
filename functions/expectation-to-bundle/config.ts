import * as z from 'zod/mini';
import { NETWORK_SLICE_GROUP } from '../../lib/kinds/network-slice';
import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN } from '../../lib/krm/dns-syntax';
import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import { parseWith } from '../../lib/krm/schema-issues';
import { isIntentInput } from './inputs';
import { serviceProfilesSchema } from './service-profiles';

/** The source systems' namespace. */
const DEFAULT_NAMESPACE = 'intent-to-krm';

const OUTPUTS = ['bundles', 'NetworkSlice', 'ProvisioningRequest', 'NsInstance'] as const;

const PROVISIONING = { templateName: 'nephio-workload-cluster', templateVersion: 'main', templateParameters: {} };

const provisioningSchema = z.strictObject({
  /** Nephio: the package that makes the cluster, and its revision. */
  templateName: z._default(z.string(), PROVISIONING.templateName),
  templateVersion: z._default(z.string(), PROVISIONING.templateVersion),
  /** Laid over the parameters that come from the intent. */
  templateParameters: z._default(z.record(z.string(), z.unknown()), {}),
});

const namespace = z
  .string()
  .check(
    z.maxLength(DNS_LABEL_LENGTH, 'a namespace has at most 63 characters'),
    z.regex(DNS_LABEL, 'a namespace has lower-case letters, digits and "-", at most 63'),
  );

const schema = z.strictObject({
  /** Namespace of new objects; objects that are there keep theirs. */
  namespace: z._default(namespace, DEFAULT_NAMESPACE),
  outputs: z._default(
    z
      .array(z.enum(OUTPUTS))
      .check(z.refine(outputs => outputs.includes('bundles'), 'only bundles have a field for everything: keep them')),
    ['bundles'],
  ),
  networkSliceGroup: z._default(
    z.string().check(z.regex(DNS_SUBDOMAIN, 'an API group is a DNS name')),
    NETWORK_SLICE_GROUP,
  ),
  provisioning: z._default(provisioningSchema, PROVISIONING),
  serviceProfiles: z._default(serviceProfilesSchema, {}),
});

export type ExpectationToBundleConfig = z.infer<typeof schema>;

export const expectationToBundleConfig: ConfigSpec<ExpectationToBundleConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'ExpectationToBundle' },
  keys: ['namespace', 'outputs', 'networkSliceGroup', 'provisioning', 'serviceProfiles'],
  isText: key => key === 'namespace' || key === 'networkSliceGroup',
  // Not through the schema: most runs have no config, and need not wait for it.
  defaults: () => ({
    namespace: DEFAULT_NAMESPACE,
    outputs: ['bundles'],
    networkSliceGroup: NETWORK_SLICE_GROUP,
    provisioning: PROVISIONING,
    serviceProfiles: {},
  }),
  isInput: isIntentInput,
  parse: settings => parseWith(schema, settings),
};
