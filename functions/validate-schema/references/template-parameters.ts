import { matchesKind } from '../../../lib/krm/gvk';
import type { KubeObject } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import { checkSchema } from '../../../lib/schema/check-schema';
import { readJsonSchema } from '../../../lib/schema/custom-resource';
import type { Field, Schema } from '../../../lib/schema/schema';

import { isMap } from '../../../lib/yaml/value';
import { readJsonText } from './json-text';
import type { PackageObjects } from './package-objects';

/** O2 IMS: what asks a cloud for a template, and what says which parameters it takes (nephio-project/api, provisioning). */
const REQUESTS = [
  { group: 'clcm.openshift.io', kind: 'ProvisioningRequest' },
  { group: 'focom.nephio.org', kind: 'FocomProvisioningRequest' },
  { group: 'o2ims.provisioning.oran.org', kind: 'ProvisioningRequest' },
];
const TEMPLATE = { group: 'provisioning.oran.org', kind: 'TemplateInfo' };
const SCHEMA_PATH = ['spec', 'templateParameterSchema'];

/** Warns of requests whose parameters the template in this package would not take. */
export function reportTemplateParameters(objects: PackageObjects, report: Report): void {
  const templates = objects.all.filter(object => matchesKind(object, TEMPLATE));
  if (templates.length === 0) return;
  const schemas = new Map(templates.map(template => [template, schemaOf(template, report)]));
  for (const request of objects.ofKinds(new Set(REQUESTS.map(({ kind }) => kind)))) {
    if (!REQUESTS.some(match => matchesKind(request, match))) continue;
    const template = templates.find(each => nameOf(each) === nameOf(request) && versionOf(each) === versionOf(request));
    if (template) reportParameters(request, schemas.get(template), report);
    else reportVersion(request, templates, report);
  }
}

function reportParameters(request: KubeObject, schema: Schema | undefined, report: Report): void {
  if (!schema) return;
  for (const { path, message, current, proposed } of checkSchema(request, schema)) {
    const full = `${message} (templateParameterSchema of the TemplateInfo in this package)`;
    const tags = { rule: 'template-parameters' };
    report.warning({ code: 'PARAMETER_INVALID', message: full, object: request, path, current, proposed, tags });
  }
}

/** The template is here, but in other versions. */
function reportVersion(request: KubeObject, templates: readonly KubeObject[], report: Report): void {
  const versions = templates.filter(each => nameOf(each) === nameOf(request)).map(versionOf);
  if (versions.length === 0) return;
  report.warning({
    code: 'REFERENCE_MISSING',
    message: `spec.templateVersion: the package has ${nameOf(request)} in version ${versions.join(', ')}, not ${versionOf(request) || '(none)'}: use one of these`,
    object: request,
    path: ['spec', 'templateVersion'],
    current: versionOf(request),
    tags: { rule: 'template-version' },
  });
}

/** A schema of whole requests that says something of their parameters only. */
function schemaOf(template: KubeObject, report: Report): Schema | undefined {
  const text = template.getString(SCHEMA_PATH);
  const jsonSchema = text === undefined ? undefined : readJsonText(text);
  if (!isMap(jsonSchema)) {
    const message = 'spec.templateParameterSchema is no JSON Schema: write a JSON object';
    const tags = { rule: 'template-schema' };
    report.warning({ code: 'PARAMETER_INVALID', message, object: template, path: SCHEMA_PATH, tags });
    return undefined;
  }
  return within('spec', within('templateParameters', readJsonSchema(jsonSchema)));
}

function within(name: string, schema: Schema): Schema {
  const field: Field = { schema, isRequired: false, isNeverAbsent: false };
  return { type: 'mapping', isOpen: true, fields: new Map([[name, field]]) };
}

function nameOf(object: KubeObject): string {
  return object.getText(['spec', 'templateName']) ?? '';
}

function versionOf(object: KubeObject): string {
  return object.getText(['spec', 'templateVersion']) ?? '';
}
