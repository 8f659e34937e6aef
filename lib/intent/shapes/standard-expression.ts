import { isMap, type YamlValue } from '../../yaml/value';
import { Reading } from '../expectation';

/** Expressions of the TM Forum's own standard (TMF921 v4 and v5, TIO): RDF, which nothing here evaluates. */

const TURTLE = /^\s*(?:@prefix|@base|PREFIX)\s/im;

/** What standard expression an input is; undefined where it is none. */
export function standardExpression(value: YamlValue): string | undefined {
  if (typeof value === 'string') return TURTLE.test(value.slice(0, 10_000)) ? 'Turtle' : undefined;
  if (!isMap(value)) return undefined;
  if (Object.hasOwn(value, '@context') || Object.hasOwn(value, '@graph')) return 'JSON-LD';
  const { expression } = value;
  if (expression === undefined || Array.isArray(value.intentExpectations)) return undefined;
  if (typeof expression === 'string') return 'Turtle';
  const type = isMap(expression) ? String(expression['@type'] ?? expression.expressionLanguage ?? '') : '';
  if (/turtle/i.test(type)) return 'Turtle';
  if (/rdf/i.test(type)) return 'RDF/XML';
  return 'JSON-LD';
}

export function refuseStandardExpression(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const language = standardExpression(value) ?? 'RDF';
  const message =
    `this is a standard TMF921 intent with a ${language} expression, which is not read here: ` +
    'give the TS 28.312 Intent that it maps to (TS 28.312 Annex C), or one of the JSON shapes';
  reading.problem(isMap(value) && value.expression !== undefined ? ['expression'] : [], message, 'TMF921_EXPRESSION');
  return reading;
}
