import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { Reading } from './expectation';
import { isShapeG, readShapeG } from './shapes/business-intent';
import { isShapeD, readShapeD } from './shapes/expectation-list';
import { is28312, name28312, read28312 } from './shapes/intent-28312';
import { isIntentPlan, readIntentPlan } from './shapes/intent-plan';
import { isNetworkIntent, readNetworkIntent } from './shapes/network-intent';
import { isShapeB, readShapeB } from './shapes/o-ran-expectation';
import { isShapeH, readShapeH } from './shapes/site-translator';
import { isShapeA, isShapeC, readShapeA, readShapeC } from './shapes/source-system';
import { refuseStandardExpression, standardExpression } from './shapes/standard-expression';
import { isTmf921Service, readTmf921Service } from './shapes/tmf921-service';
import { isTmf921Slice, readTmf921Slice } from './shapes/tmf921-slice';

/** A shape in which intents circulate. */
interface Shape {
  /** What results call it. */
  name(value: YamlValue): string;
  is(value: YamlValue): boolean;
  read(name: string, value: YamlValue): Reading;
}

/** The shapes, the more specific ones first: what two of them could be taken for belongs to the first. */
const SHAPES: readonly Shape[] = [
  shape('TMF921 expression', value => standardExpression(value) !== undefined, refuseStandardExpression),
  { name: name28312, is: is28312, read: read28312 },
  shape('E (source systems, with slice)', value => isShapeA(value) && isMap((value as YamlMap).intent), readShapeA),
  shape('A (source systems, code)', isShapeA, readShapeA),
  shape('B (O-RAN function)', isShapeB, readShapeB),
  shape('C (source systems, documents)', isShapeC, readShapeC),
  shape('D (expectation list)', isShapeD, readShapeD),
  shape('J (TMF921 JSON with expectations)', isTmf921Service, readTmf921Service),
  shape('I (IntentPlan)', isIntentPlan, readIntentPlan),
  shape('J (TMF921 JSON with qos)', isTmf921Slice, readTmf921Slice),
  shape('I (NetworkIntent)', isNetworkIntent, readNetworkIntent),
  shape('G (business intent)', isShapeG, readShapeG),
  shape('H (per-site translator)', isShapeH, readShapeH),
];

function shape(name: string, is: Shape['is'], read: Shape['read']): Shape {
  return { name: () => name, is, read };
}

/** An intent as one of the shapes: which one, and what it says. */
export interface ReadIntent {
  shape: string;
  reading: Reading;
}

/** Reads an intent of any shape this library knows. `name` is what the input is called in the package. */
export function readIntent(name: string, value: YamlValue): ReadIntent {
  const found = SHAPES.find(({ is }) => is(value));
  if (found) return { shape: found.name(value), reading: found.read(name, value) };
  const reading = new Reading();
  reading.problem([], unknownShape(value), 'SHAPE_UNKNOWN');
  return { shape: 'unknown', reading };
}

function unknownShape(value: YamlValue): string {
  const keys = isMap(value)
    ? Object.keys(value)
        .slice(0, 8)
        .map(key => key.slice(0, 40))
        .join(', ')
    : typeof value;
  return (
    `this is no intent shape that is known (it has ${keys || 'nothing'}): expected an expectation with intentExpectationId ` +
    'or expectationId, a TS 28.312 Intent with intentExpectations, or another shape the page of this function shows'
  );
}
