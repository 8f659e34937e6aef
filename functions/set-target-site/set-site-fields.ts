import { comparable } from '../../lib/kinds/site-values';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { Site } from '../../lib/site/site';
import type { SiteValueOwners } from '../../lib/site/site-value-owners';
import { formatPath, type Path } from '../../lib/yaml/path';
import { fieldText, type ScalarType, scalarOf, scalarTypeAt, setFieldText } from './field-values';
import { ReplacedTexts } from './replaced-texts';
import type { SiteField, SiteRules } from './site-rules';

/** Gives the fields of an object that belong to its site the values of that site. */
export function setSiteFields(
  object: KubeObject,
  site: Site,
  rules: SiteRules,
  owners: SiteValueOwners,
  report: Report,
): void {
  const fields = rules.fieldsOf(object);
  const replaced = new ReplacedTexts(object);
  for (const field of fields) {
    if (field.rule !== 'always') continue;
    const paths = presentPaths(field, object, rules);
    const text = textFor(field, object, paths, site, report);
    if (text !== undefined) setAlways(field, object, paths, text, replaced, report);
  }
  for (const field of fields) {
    if (field.rule !== 'others') continue;
    const paths = presentPaths(field, object, rules);
    const text = textFor(field, object, paths, site, report);
    if (text === undefined) continue;
    const isLeft = (current: string) =>
      owners.otherOwner(field.value, current, site) !== undefined || replaced.has(field.value, current);
    setOthers(object, paths, text, isLeft);
  }
}

function presentPaths(field: SiteField, object: KubeObject, rules: SiteRules): Path[] {
  const paths = rules.pathsOf(object, field);
  return field.create ? paths : paths.filter(path => object.has(path));
}

/** What the fields at some paths are to have; undefined where there are none, or the site does not say. */
function textFor(
  field: SiteField,
  object: KubeObject,
  [first]: readonly Path[],
  site: Site,
  report: Report,
): string | undefined {
  if (first === undefined) return undefined;
  const text = field.value.of(site);
  if (text === undefined) reportMissing(field, object, first, site, report);
  return text;
}

function setAlways(
  field: SiteField,
  object: KubeObject,
  paths: readonly Path[],
  text: string,
  replaced: ReplacedTexts,
  report: Report,
): void {
  const { create, value, isAsked, type } = field;
  for (const path of paths) {
    // What the table has are texts; somebody may have left their quotes out.
    const scalarType = isAsked ? (type ?? scalarTypeAt(object, path)) : 'string';
    const scalar = scalarOf(text, scalarType);
    if (scalar === undefined) {
      reportScalarType(field, object, path, text, scalarType, report);
      continue;
    }
    replaced.note(value, path, text);
    if (setFieldText(object, path, text, { create, scalar }) || !isAsked) continue;
    const message = `${toBe(field, object, path, text)}, and a ${object.kindAt(path)} stands there: name a field inside it`;
    report.error({ code: 'FIELD_KIND', message, object, path });
  }
}

/** Puts the text in place of what is left of others, unless the list it stands in has it already. */
function setOthers(
  object: KubeObject,
  paths: readonly Path[],
  text: string,
  isLeft: (current: string) => boolean,
): void {
  const lists = new Set(
    paths.filter(path => comparable(fieldText(object, path) ?? '') === comparable(text)).map(listOf),
  );
  for (const path of paths) {
    const current = fieldText(object, path);
    if (current === undefined || !isLeft(current)) continue;
    if (lists.has(listOf(path))) continue;
    setFieldText(object, path, text);
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

const NOUNS: Record<ScalarType, string> = {
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  string: 'a text',
};

function reportScalarType(
  field: SiteField,
  object: KubeObject,
  path: Path,
  text: string,
  type: ScalarType,
  report: Report,
): void {
  const noun = NOUNS[type];
  const why = field.type === undefined ? `, and ${noun} stands there` : ` as ${noun}`;
  const message = `${toBe(field, object, path, text)}${why}: give the site ${noun}, as YAML writes it, or say \`type: string\` in \`fields\` if it is to be a text`;
  report.error({ code: 'FIELD_KIND', message, object, path });
}

function toBe({ value }: SiteField, { kind, name }: KubeObject, path: Path, text: string): string {
  return `${kind} ${name}: ${formatPath(path)} is to be ${JSON.stringify(text)} (${value.text})`;
}
