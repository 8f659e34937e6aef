import { resource } from '../../support/real-packages';
import { deployment, policies } from './rules';

/**
 * What a package holds: `resources` only; or an intent in the place of every tenth, for functions that look for
 * intents; or resources whose names are `marked` by setters; or Deployments with `rules` for them, which do not count.
 */
export type Content = 'resources' | 'intents' | 'marked' | 'rules';

/** Real packages have several objects in a file, and kpt spends much of its time on files. */
const PER_FILE = 10;

/** The files of a package with `count` objects, numbered from `first`: content by name. */
export function packageFiles(content: Content, count: number, first = 0): Map<string, string> {
  const files = new Map<string, string>();
  if (content === 'rules' && first === 0) files.set('policies.yaml', policies());
  for (let i = first; i < first + count; i += PER_FILE) {
    const inFile = Math.min(PER_FILE, first + count - i);
    const objects = Array.from({ length: inFile }, (_, at) => object(content, i + at));
    files.set(`r${i}.yaml`, objects.join('---\n'));
  }
  return files;
}

function object(content: Content, i: number): string {
  if (content === 'intents' && i % 10 === 9) return intent(i);
  if (content === 'rules') return deployment(i);
  const text = resource(i);
  return content === 'marked' ? text.replace(/^ {2}name: .*$/m, `$& # kpt-set: resource-${i}-\${env}`) : text;
}

function intent(i: number): string {
  return `# Intent ${i}
apiVersion: intent.nephio.org/v1alpha1
kind: Intent
metadata:
  name: intent-${i}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  userLabel: Video streaming in city ${i}
  serviceType: eMBB
  targetSite: both
  intentExpectations:
  - expectationId: ran-${i}
    expectationVerb: ENSURE
    expectationObject:
      objectType: RADIO_SERVICE
      objectInstance: SubNetwork=city-${i},RadioService=video
    expectationTargets:
    - targetName: DlThptPerUE
      targetCondition: IS_GREATER_THAN
      targetValueRange: 100000 # kbit/s
    - {targetName: DlLatency, targetCondition: IS_LESS_THAN, targetValueRange: 20}
  - expectationId: core-${i}
    expectationVerb: ENSURE
    expectationObject:
      objectType: 5GC_SUBNETWORK
      objectInstance: SubNetwork=city-${i},ManagedElement=upf-1
    expectationTargets:
    - targetName: MaxNumberofPDUsessions
      targetCondition: IS_LESS_THAN
      targetValueRange: 50000
`;
}
