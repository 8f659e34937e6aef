/**
 * The plural name of a kind where no CRD tells it. All kinds of Kubernetes follow this rule but those in the table.
 * Source: `UnsafeGuessKindToResource` of k8s.io/apimachinery, pkg/api/meta; discovery of Kubernetes 1.36.
 */
export function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  const irregular = IRREGULAR[singular];
  if (irregular !== undefined) return irregular;
  if (/s$|x$|ch$|sh$/.test(singular)) return `${singular}es`;
  return /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

const IRREGULAR: Readonly<Record<string, string>> = { endpoints: 'endpoints' };

/**
 * Versions of a built-in resource that a cluster serves beside each other; a rule for one of them is one for all.
 * Source: discovery of Kubernetes 1.32 to 1.36; what an object is converted to is known to the API server only.
 */
export const SERVED_TOGETHER: readonly (readonly string[])[] = [
  ['autoscaling/v1 HorizontalPodAutoscaler', 'autoscaling/v2 HorizontalPodAutoscaler'],
  ['v1 Event', 'events.k8s.io/v1 Event'],
];

/** What no policy is asked about: it could lock everybody out. Source: pkg/controlplane/apiserver of Kubernetes. */
export const EXCLUDED_RESOURCES: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io mutatingadmissionpolicies',
  'admissionregistration.k8s.io mutatingadmissionpolicybindings',
  'admissionregistration.k8s.io validatingadmissionpolicies',
  'admissionregistration.k8s.io validatingadmissionpolicybindings',
  'authentication.k8s.io selfsubjectreviews',
  'authentication.k8s.io tokenreviews',
  'authorization.k8s.io localsubjectaccessreviews',
  'authorization.k8s.io selfsubjectaccessreviews',
  'authorization.k8s.io selfsubjectrulesreviews',
  'authorization.k8s.io subjectaccessreviews',
]);
