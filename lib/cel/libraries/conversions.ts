import { traversal } from '../cost';
import { checkedInt, checkedUint } from '../evaluate/arithmetic';
import {
  bytesToString,
  doubleToInt,
  doubleToString,
  doubleToUint,
  intToDouble,
  intToTimestamp,
  stringToBool,
  stringToDouble,
  stringToDuration,
  stringToInt,
  stringToTimestamp,
  stringToUint,
  timestampToInt,
} from '../evaluate/convert';
import { formatDuration, formatTimestamp } from '../evaluate/time';
import { type CelValue, Double, Duration, type Uint } from '../evaluate/value';
import type { FunctionRow } from './declare';

const same = (value: CelValue) => value;

/** Between types, from the rows "Type Conversions" of cel-spec. */
export const CONVERSIONS: readonly FunctionRow[] = [
  ['bool', '(bool) -> bool', same],
  ['bool', '(string) -> bool', stringToBool],
  ['bytes', '(bytes) -> bytes', same],
  ['bytes', '(string) -> bytes', (text: string) => Buffer.from(text), traversal],
  ['double', '(double) -> double', same],
  ['double', '(int) -> double', intToDouble],
  ['double', '(string) -> double', stringToDouble],
  ['double', '(uint) -> double', ({ value }: Uint) => new Double(Number(value))],
  ['duration', '(duration) -> duration', same],
  ['duration', '(int) -> duration', (nanos: number | bigint) => new Duration(BigInt(nanos))],
  ['duration', '(string) -> duration', stringToDuration],
  ['int', '(int) -> int', same],
  ['int', '(double) -> int', doubleToInt],
  ['int', '(duration) -> int', ({ nanos }: Duration) => checkedInt(nanos)],
  ['int', '(string) -> int', stringToInt],
  ['int', '(timestamp) -> int', timestampToInt],
  ['int', '(uint) -> int', ({ value }: Uint) => checkedInt(value)],
  ['string', '(string) -> string', same],
  ['string', '(bool) -> string', String],
  ['string', '(bytes) -> string', bytesToString, traversal],
  ['string', '(double) -> string', doubleToString],
  ['string', '(duration) -> string', formatDuration],
  ['string', '(int) -> string', String],
  ['string', '(timestamp) -> string', formatTimestamp],
  ['string', '(uint) -> string', ({ value }: Uint) => String(value)],
  ['timestamp', '(timestamp) -> timestamp', same],
  ['timestamp', '(int) -> timestamp', intToTimestamp],
  ['timestamp', '(string) -> timestamp', stringToTimestamp],
  ['uint', '(uint) -> uint', same],
  ['uint', '(double) -> uint', doubleToUint],
  ['uint', '(int) -> uint', (value: number | bigint) => checkedUint(BigInt(value))],
  ['uint', '(string) -> uint', stringToUint],
];
