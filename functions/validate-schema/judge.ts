import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { isKptfile } from '../../lib/krm/resource-list';
import type { KnownKind, MissingKind, SchemaCatalog } from '../../lib/schema/catalog';
import { checkObject } from '../../lib/schema/check-object';
import { checkSchema } from '../../lib/schema/check-schema';
import { ambiguousText } from '../../lib/schema/gitops/ambiguous-texts';
import type { GitOpsFinding } from '../../lib/schema/gitops/rules';
import type { AmbiguousText, SchemaFinding } from '../../lib/schema/walk';
import { formatPath } from '../../lib/yaml/path';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { ValidateSchemaConfig } from './config';
import { type GitOpsProfile, gitOpsTags } from './gitops-profile';
import { SKIP_ANNOTATION } from './skip-annotation';

/** What became of an object. */
export type Verdict = 'valid' | 'invalid' | 'skipped' | 'unknown';

/** A fault that the schemas show; a missing schema is one too. */
type Fault = Omit<SchemaFinding, 'code'> & { code: SchemaFinding['code'] | 'SCHEMA_MISSING' };

/** Judges objects, one by one, and counts the verdicts. */
export class Judge {
  readonly counts: Record<Verdict, number> = { valid: 0, invalid: 0, skipped: 0, unknown: 0 };
  /** Entries of `skipKinds` that no object has matched. */
  readonly unusedSkips: Set<string>;

  /** `gitOps`: absent where only the schemas are asked. */
  constructor(
    private readonly catalog: SchemaCatalog,
    private readonly config: ValidateSchemaConfig,
    private readonly report: Report,
    private readonly gitOps: GitOpsProfile | undefined,
  ) {
    this.unusedSkips = new Set(config.skipKinds);
  }

  judge(object: KubeObject): void {
    this.counts[this.verdictOf(object)]++;
  }

  /** An error in a Kptfile; a warning in what is applied by hand, as this package can be published without it. */
  judgePackageFile(object: KubeObject): void {
    if (this.isOfSkippedKind(object)) return;
    const severity = isKptfile(object) ? 'error' : 'warning';
    const known = this.catalog.kindOf(object);
    if ('message' in known) {
      const finding = { code: 'SCHEMA_MISSING', message: known.message, object, path: ['apiVersion'] };
      this.report[severity](finding);
      return;
    }
    for (const { code, path, message, current, proposed } of checkSchema(object, known.schema)) {
      this.report[severity]({ code, message, object, path, current, proposed });
    }
  }

  private verdictOf(object: KubeObject): Verdict {
    const metadata = metadataOf(object);
    const reason = isMap(metadata.annotations) ? metadata.annotations[SKIP_ANNOTATION] : undefined;
    const known = this.catalog.kindOf(object);
    if (reason !== undefined || this.isOfSkippedKind(object)) {
      this.gitOps?.takeIn(object, metadata, isNamespaced(known));
      return reason === undefined || String(reason ?? '').trim() !== '' ? 'skipped' : this.refuseSkip(object);
    }
    const texts: GitOpsFinding[] = [];
    const onAmbiguous = this.gitOps && ((text: AmbiguousText) => void texts.push(ambiguousText(text)));
    const faults = 'message' in known ? this.missing(known) : checkObject(object, known, metadata, onAmbiguous);
    const findings = this.gitOps?.check(object, metadata, isNamespaced(known)) ?? [];
    if (texts.length > 0) findings.push(...texts);
    const isInvalid = this.reportAll(object, faults, findings);
    if ('message' in known && !known.isBuiltIn) return 'unknown';
    return isInvalid ? 'invalid' : 'valid';
  }

  private isOfSkippedKind({ apiVersion, kind }: KubeObject): boolean {
    if (this.config.skipKinds.length === 0) return false;
    const matching = this.config.skipKinds.filter(each => each === kind || each === `${apiVersion}/${kind}`);
    for (const each of matching) this.unusedSkips.delete(each);
    return matching.length > 0;
  }

  private refuseSkip(object: KubeObject): Verdict {
    const message = `the annotation ${SKIP_ANNOTATION} gives no reason: write why this object is not to be checked`;
    const path = ['metadata', 'annotations', SKIP_ANNOTATION];
    this.report.error({ code: 'SKIP_WITHOUT_REASON', message, object, path });
    return 'invalid';
  }

  /** No CRD can bring what Kubernetes itself does not have. */
  private missing({ message, isBuiltIn }: MissingKind): Fault[] {
    if (this.config.ignoreMissingSchemas && !isBuiltIn) return [];
    return [{ code: 'SCHEMA_MISSING', path: isBuiltIn ? ['kind'] : [], message }];
  }

  /** Reports each fault once, and gives whether there is an error. */
  private reportAll(object: KubeObject, faults: readonly Fault[], findings: readonly GitOpsFinding[]): boolean {
    if (faults.length === 0 && findings.length === 0) return false;
    const isForFunctions = findings.some(({ rule }) => rule === 'function-config-not-local');
    const atPlaces = new Map<string, GitOpsFinding>();
    for (const finding of findings) {
      const place = formatPath(finding.path);
      if (!atPlaces.has(place)) atPlaces.set(place, finding);
    }
    // Nobody is to write a CRD for the config of a function.
    const counting = isForFunctions ? [] : faults;
    for (const fault of counting) this.reportFault(object, fault, atPlaces);
    const severities = [...atPlaces.values()].map(finding => this.gitOps?.reportFinding(object, finding));
    return counting.length > 0 || severities.includes('error');
  }

  /** What Config Sync finds in the same place is the same fault: it lends its code, and is not said again. */
  private reportFault(object: KubeObject, fault: Fault, atPlaces: Map<string, GitOpsFinding>): void {
    const { code, path, message, current, proposed, rule, reason } = fault;
    const place = formatPath(path);
    const same = atPlaces.get(place);
    atPlaces.delete(place);
    const tags = {
      ...(this.gitOps && code === 'SCHEMA_MISSING' && { knv: 'KNV1021' }),
      ...(same && gitOpsTags(same.rule)),
      ...(rule !== undefined && { rule }),
      ...(reason !== undefined && { reason }),
    };
    this.report.error({ code, message, object, path, current, proposed, tags });
  }
}

function metadataOf(object: KubeObject): YamlMap {
  const metadata = object.get(['metadata']);
  return isMap(metadata) ? metadata : {};
}

function isNamespaced(known: KnownKind | MissingKind): boolean | undefined {
  return 'message' in known ? undefined : known.isNamespaced;
}
