import { certificateRequest, dnsLabel, driverName, finalizer, limitType, nonResourceUrl, signerName, labelKey, OPTIONAL, labelValue, amount, notEmpty, range, required, subdomain, words, wordsOrEmpty, dataKey, pathSegment } from '../field-checks';
import type { FieldRules } from '../field-rules';
import { containerResource, quotaResource } from '../resource-names';

const FLOW_VERBS = words('*', 'create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch');
const TOLERATIONS = { effect: wordsOrEmpty('NoExecute', 'NoSchedule'), operator: wordsOrEmpty('Equal', 'Exists') };

/**
 * What the API server says of the fields of access, quotas, priorities, devices and data. Source:
 * pkg/apis/{certificates,coordination,core,flowcontrol,node,rbac,resource,scheduling}/validation.
 */
export const ACCESS_FIELDS: FieldRules = {
  FlowcontrolV1Subject: { kind: required(words('Group', 'ServiceAccount', 'User')) },
  ResourceV1ResourceClaim: { spec: OPTIONAL },
  RbacV1Subject: { kind: required(words('Group', 'ServiceAccount', 'User')), name: required() },
  V1AggregationRule: { clusterRoleSelectors: required() },
  V1CELDeviceSelector: { expression: required() },
  V1CertificateSigningRequestSpec: {
    expirationSeconds: range(600),
    request: required(certificateRequest),
    signerName: required(signerName),
    usages: required(),
    'usages[]': words(
      'any', 'cert sign', 'client auth', 'code signing', 'content commitment', 'crl sign', 'data encipherment',
      'decipher only', 'digital signature', 'email protection', 'encipher only', 'ipsec end system', 'ipsec tunnel',
      'ipsec user', 'key agreement', 'key encipherment', 'microsoft sgc', 'netscape sgc', 'ocsp signing', 's/mime',
      'server auth', 'signing', 'timestamping',
    ),
  },
  V1ConfigMap: { 'binaryData{key}': dataKey, 'data{key}': dataKey },
  V1DeviceClaimConfiguration: { opaque: { isRequired: true } },
  V1DeviceClass: { spec: OPTIONAL },
  V1DeviceClassConfiguration: { opaque: { isRequired: true } },
  V1DeviceRequest: { name: required(dnsLabel) },
  V1DeviceSelector: { cel: { isRequired: true } },
  V1DeviceSubRequest: { allocationMode: wordsOrEmpty('All', 'ExactCount'), deviceClassName: required(subdomain), name: required(dnsLabel) },
  V1DeviceToleration: TOLERATIONS,
  V1ExactDeviceRequest: { allocationMode: wordsOrEmpty('All', 'ExactCount'), deviceClassName: required(subdomain) },
  V1ExemptPriorityLevelConfiguration: { lendablePercent: range(0, 100), nominalConcurrencyShares: range(0) },
  V1FlowDistinguisherMethod: { type: required(words('ByNamespace', 'ByUser')) },
  V1FlowSchemaSpec: { matchingPrecedence: range(1, 10000) },
  V1GroupSubject: { name: required() },
  V1LabelSelector: { 'matchLabels{key}': labelKey, 'matchLabels{}': labelValue },
  V1LabelSelectorRequirement: { key: required(labelKey), operator: required(words('DoesNotExist', 'Exists', 'In', 'NotIn')) },
  V1LeaseSpec: { holderIdentity: notEmpty, leaseDurationSeconds: range(1), leaseTransitions: range(0) },
  V1LimitRangeItem: { type: required(limitType) },
  V1LimitRangeSpec: { limits: OPTIONAL },
  V1LimitResponse: { type: required(words('Queue', 'Reject')) },
  V1LimitedPriorityLevelConfiguration: {
    borrowingLimitPercent: range(0),
    lendablePercent: range(0, 100),
    nominalConcurrencyShares: range(0),
  },
  V1NonResourcePolicyRule: { nonResourceURLs: required(), 'nonResourceURLs[]': nonResourceUrl, verbs: required(), 'verbs[]': FLOW_VERBS },
  V1OpaqueDeviceConfiguration: { driver: required(driverName), parameters: { isRequired: true } },
  V1NamespaceSpec: { 'finalizers[]': finalizer },
  V1Overhead: { 'podFixed{key}': containerResource, 'podFixed{}': amount },
  V1PolicyRule: { verbs: required() },
  V1PolicyRulesWithSubjects: { subjects: required() },
  V1PriorityClass: { preemptionPolicy: words('Never', 'PreemptLowerPriority'), value: range(-(2 ** 31), 1_000_000_000) },
  V1PriorityLevelConfigurationReference: { name: required(subdomain) },
  V1PriorityLevelConfigurationSpec: { type: required(words('Exempt', 'Limited')) },
  V1QueuingConfiguration: { handSize: range(0), queueLengthLimit: range(0), queues: range(0, 10_000_000) },
  V1ResourceClaimTemplateSpec: { spec: OPTIONAL },
  V1ResourcePolicyRule: { apiGroups: required(), resources: required(), verbs: required(), 'verbs[]': FLOW_VERBS },
  V1ResourceQuotaSpec: { 'hard{key}': quotaResource, 'hard{}': amount },
  V1RoleRef: {
    apiGroup: wordsOrEmpty('rbac.authorization.k8s.io'),
    kind: required(words('ClusterRole', 'Role')),
    name: required(pathSegment),
  },
  V1RuntimeClass: { handler: required(dnsLabel) },
  V1Scheduling: { 'nodeSelector{key}': labelKey, 'nodeSelector{}': labelValue },
  V1ScopedResourceSelectorRequirement: {
    operator: required(words('DoesNotExist', 'Exists', 'In', 'NotIn')),
    scopeName: required(
      words('BestEffort', 'CrossNamespacePodAffinity', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating', 'VolumeAttributesClass'),
    ),
  },
  V1Secret: { 'data{key}': dataKey, 'stringData{key}': dataKey },
  V1ServiceAccountSubject: { name: required(subdomain), namespace: required(dnsLabel) },
  V1UserSubject: { name: required() },
};
