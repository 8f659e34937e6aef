import { YamlDocument } from '../yaml/document';
import { YamlError } from '../yaml/errors';
import { assignKey, isMap, type YamlMap, type YamlValue } from '../yaml/value';
import type { KubeObject } from './kube-object';
import { nearest } from './nearest';
import type { Report } from './report';
import { isPackageContext } from './resource-list';
import type { Checked } from './schema-issues';

/** What a function accepts as its config. */
export interface ConfigSpec<Config> {
  /** The typed kind; its settings stand beside apiVersion, kind and metadata. */
  kind: { group: string; version?: string; kind: string };
  /** The settings, for messages and for `data` of a ConfigMap. */
  keys: readonly string[];
  /** Checks the settings and fills in defaults. Called only where there is a config. */
  parse(settings: YamlMap): Checked<Config>;
  /** The config of a function that was given none; absent where one is required. */
  defaults?: () => Config;
  /** For a ConfigMap in which every key is data: the settings it stands for. */
  fromData?: (data: Record<string, string>) => YamlMap;
  /** Where the package context may be the config: the settings it stands for. Its other keys are there for others. */
  fromPackageContext?: (data: Record<string, string>) => YamlMap;
  /** Whether an object that came as config is input for the function, which then runs with its defaults. */
  isInput?: (object: KubeObject) => boolean;
  /** Whether a setting is a text: its ConfigMap value is then taken as it is, not read as YAML. */
  isText?: (key: string) => boolean;
}

/** Reads the config of a function; undefined where it is wrong, with errors in the report that tell the mend. */
export function readConfig<Config>(
  spec: ConfigSpec<Config>,
  object: KubeObject | undefined,
  report: Report,
): Config | undefined {
  if (!object || isPlaceholder(object) || spec.isInput?.(object)) {
    if (spec.defaults) return spec.defaults();
    report.error({ code: 'CONFIG_MISSING', message: `no functionConfig is given: ${howTo(spec)}` });
    return undefined;
  }
  const isConfigMap = object.apiVersion === 'v1' && object.kind === 'ConfigMap';
  if (!isConfigMap && !isTyped(spec, object)) {
    const message = `functionConfig ${object.kind || '(no kind)'} (${object.apiVersion || 'no apiVersion'}) is not understood: ${howTo(spec)}`;
    report.error({ code: 'CONFIG_KIND', message, object });
    return undefined;
  }
  const root = isConfigMap ? ['data'] : [];
  const settings = isConfigMap ? settingsOfConfigMap(spec, object, report) : settingsOfTyped(object);
  if (!settings || hasUnknownKeys(spec, object, settings, root, report)) return undefined;
  const parsed = spec.parse(settings);
  if ('data' in parsed) return parsed.data;
  for (const { path, message } of parsed.issues) {
    const field = isConfigMap ? [...root, ...(spec.fromData ? path.slice(1) : path)] : path;
    report.error({ code: 'CONFIG_VALUE', message: `functionConfig: ${message}`, object, path: field });
  }
  return undefined;
}

/** What kpt sends where the user gave no config: a ConfigMap `function-input` without data. */
function isPlaceholder(object: KubeObject): boolean {
  return (
    object.kind === 'ConfigMap' &&
    object.name === 'function-input' &&
    object.document.keys(object.node, ['data']).length === 0
  );
}

function isTyped<Config>({ kind }: ConfigSpec<Config>, object: KubeObject): boolean {
  return (
    object.group === kind.group &&
    object.kind === kind.kind &&
    (kind.version === undefined || object.version === kind.version)
  );
}

function howTo<Config>({ kind, keys, fromData }: ConfigSpec<Config>): string {
  const version = kind.version ?? 'v1alpha1';
  const data = fromData ? 'a ConfigMap (`configMap:` in the Kptfile)' : `a ConfigMap with any of ${keys.join(', ')}`;
  return `give ${data}, or a ${kind.kind} (${kind.group}/${version})`;
}

function settingsOfTyped(object: KubeObject): YamlMap {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...settings } = object.toJS() as YamlMap;
  return settings;
}

function settingsOfConfigMap<Config>(
  spec: ConfigSpec<Config>,
  object: KubeObject,
  report: Report,
): YamlMap | undefined {
  const data = object.get(['data']) ?? {};
  if (!isMap(data)) {
    report.error({
      code: 'CONFIG_VALUE',
      message: '`data` of the functionConfig is no mapping: give `key: value` lines',
      object,
      path: ['data'],
    });
    return undefined;
  }
  if (spec.fromData) return settingsOfData(spec.fromData, object, report);
  if (spec.fromPackageContext && isPackageContext(object)) {
    return settingsOfData(spec.fromPackageContext, object, report);
  }
  const settings: YamlMap = {};
  for (const [key, value] of Object.entries(data)) {
    const setting = settingOf(spec, key, value);
    if (setting instanceof YamlError) {
      report.error({
        code: 'CONFIG_VALUE',
        message: `functionConfig \`${key}\` is no YAML: ${setting.message}`,
        object,
        path: ['data', key],
      });
      return undefined;
    }
    assignKey(settings, key, setting);
  }
  return settings;
}

/** Every value is a text, to kpt and the API server alike: `1.10` without quotes is "1.10". */
function settingsOfData(
  fromData: (data: Record<string, string>) => YamlMap,
  object: KubeObject,
  report: Report,
): YamlMap | undefined {
  const data: [string, string][] = [];
  let areTexts = true;
  for (const [key, text] of object.document.getTexts(object.node, ['data'])) {
    const path = ['data', key];
    if (text !== undefined) data.push([key, text]);
    else {
      areTexts = false;
      const message = `functionConfig \`${key}\` is a ${object.kindAt(path)}, and values of a ConfigMap are texts: put it in quotes`;
      report.error({ code: 'CONFIG_VALUE', message, object, path });
    }
  }
  return areTexts ? fromData(Object.fromEntries(data)) : undefined;
}

/** kpt's `configMap:` carries strings only, so a value that is more than a text is YAML in a string. */
function settingOf<Config>(spec: ConfigSpec<Config>, key: string, value: YamlValue): YamlValue | YamlError {
  if (typeof value !== 'string')
    return spec.isText?.(key) && !isMap(value) && !Array.isArray(value) ? String(value ?? '') : value;
  if (spec.isText?.(key) || value.trim() === '') return value;
  try {
    const document = new YamlDocument(Buffer.from(`value: ${value.includes('\n') ? `\n${indent(value)}` : value}\n`));
    return document.get(document.root, ['value']) ?? null;
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function hasUnknownKeys<Config>(
  spec: ConfigSpec<Config>,
  object: KubeObject,
  settings: YamlMap,
  root: (string | number)[],
  report: Report,
): boolean {
  if (spec.fromPackageContext && isPackageContext(object)) return false;
  const unknown = Object.keys(settings).filter(key => !spec.keys.includes(key));
  for (const key of unknown) {
    const candidate = nearest(key, spec.keys);
    const hint = candidate ? `did you mean \`${candidate}\`? ` : '';
    const message = `functionConfig has no setting \`${key}\`: ${hint}known settings are ${spec.keys.join(', ')}`;
    report.error({
      code: 'CONFIG_KEY',
      message,
      object,
      path: [...root, key],
      proposed: candidate,
    });
  }
  return unknown.length > 0;
}
