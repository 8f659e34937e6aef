import { comparable } from '../../lib/kinds/site-values';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { Site } from '../../lib/site/site';
import type { SiteValueOwners } from '../../lib/site/site-value-owners';
import { formatPath, type Path } from '../../lib/yaml/path';
import { fieldText, setFieldText } from './field-values';
import type { SiteField, SiteRules } from './site-rules';

/** Gives the fields of an object that belong to its site the values of that site. */
export function setSiteFields(
  object: KubeObject,
  site: Site,
  rules: SiteRules,
  owners: SiteValueOwners,
  report: Report,
): void {
  for (const field of rules.fieldsOf(object)) {
    if (field.rule === 'checked') continue;
    const paths = rules.pathsOf(object, field);
    const present = field.create ? paths : paths.filter(path => object.has(path));
    if (present.length === 0) continue;
    const text = field.value.of(site);
    if (text === undefined) reportMissing(field, object, present[0] as Path, site, report);
    else if (field.rule === 'always') setAlways(field, object, present, text, report);
    else setOthers(field, object, present, text, site, owners);
  }
}

function setAlways(field: SiteField, object: KubeObject, paths: readonly Path[], text: string, report: Report): void {
  for (const path of paths) {
    if (setFieldText(object, path, text, field.create) || !field.isAsked) continue;
    const message = `${object.kind} ${object.name}: ${formatPath(path)} is to be ${JSON.stringify(text)} (${field.value.text}), and a ${object.kindAt(path)} stands there: name a field inside it`;
    report.error({ code: 'FIELD_KIND', message, object, path });
  }
}

/** Puts the text in place of another site's, unless the list it stands in has it already. */
function setOthers(
  { value }: SiteField,
  object: KubeObject,
  paths: readonly Path[],
  text: string,
  site: Site,
  owners: SiteValueOwners,
): void {
  const lists = new Set(
    paths.filter(path => comparable(fieldText(object, path) ?? '') === comparable(text)).map(listOf),
  );
  for (const path of paths) {
    const current = fieldText(object, path);
    if (current === undefined || !owners.otherOwner(value, current, site)) continue;
    if (lists.has(listOf(path))) continue;
    setFieldText(object, path, text, false);
    lists.add(listOf(path));
  }
}

/** The innermost list that a path leads through; the path itself where there is none. */
function listOf(path: Path): string {
  const inner = [...path].reverse().findIndex(step => typeof step === 'number');
  return JSON.stringify(inner < 0 ? path : path.slice(0, path.length - 1 - inner));
}

function reportMissing(field: SiteField, object: KubeObject, path: Path, site: Site, report: Report): void {
  if (!field.isAsked) return;
  const message = `${object.kind} ${object.name}: ${formatPath(path)} is to be ${field.value.text}, which site ${site.name} does not say: give it to the site, or leave the field out of \`fields\``;
  report.error({ code: 'SITE_VALUE_MISSING', message, object, path });
}
