/**
 * What the API server takes and gives at subresources, and answers with: kinds that no object of a package can be of.
 * By API version and kind, with what to write instead. Source: the resources with "/" in discovery of Kubernetes 1.36.
 */
export const SUBRESOURCE_KINDS: Record<string, string> = {
  'authentication.k8s.io/v1 TokenRequest':
    'it asks a ServiceAccount for a token: mount one with a projected `serviceAccountToken` volume',
  'autoscaling/v1 Scale': 'it asks a workload for its replicas: set `spec.replicas` of the workload',
  'policy/v1 Eviction': 'it asks for the end of a Pod: limit such ends with a PodDisruptionBudget',
  'v1 Status': 'it is an answer of the API server: delete it',
};
