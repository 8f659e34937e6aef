import type { Bindings } from '../cel/environment';
import { EvaluationError, UnknownValueError } from '../cel/evaluate/errors';
import { CelMap, type CelValue } from '../cel/evaluate/value';
import type { CompiledExpression } from './compile-policy';

/** What came of a variable, what its expression cost, and which others that has read. */
interface Found {
  result: CelValue | EvaluationError;
  cost: number;
  readonly reads: Found[];
  /** It is the same for all requests with the same parameters. */
  isOfParams: boolean;
  /** The kind of expressions, of one request, that has paid for it last. */
  paidBy: object | undefined;
}

/** What expressions may read that is the same for all requests, or is as far as what it is made of is. */
const OF_PARAMS: ReadonlySet<string> = new Set(['params', 'variables']);

/** The variables of a policy that depend on its parameters alone: they are found once for all requests. */
export class ParamVariables {
  private readonly byParams = new Map<CelValue, Map<string, Found>>();

  /** Those that are known for some parameters, by name. */
  of(params: CelValue): Map<string, Found> {
    let known = this.byParams.get(params);
    if (!known) {
      known = new Map();
      this.byParams.set(params, known);
    }
    return known;
  }
}

/**
 * `variables` of a policy: found when they are first read, and kept, their errors too. Every kind of expressions
 * (conditions, validations, messages) pays for those it reads as if it had found them itself. Source:
 * `compositionContext` of k8s.io/apiserver, which finds them anew for each kind.
 */
export class Variables extends CelMap {
  private readonly found = new Map<string, Found>();
  private reader: Found | undefined;
  private payer = {};
  private cost = 0;

  /** `ofParams`: those that are known already; others are added. `bindings`: what their expressions are run with. */
  constructor(
    private readonly expressions: ReadonlyMap<string, CompiledExpression>,
    private readonly ofParams: Map<string, Found>,
    private readonly bindings: () => Bindings,
  ) {
    super();
  }

  /** Expressions of another kind follow. */
  beginKind(): void {
    this.payer = {};
    this.cost = 0;
  }

  /** What variables have cost since this was asked last. */
  takeCost(): number {
    const { cost } = this;
    this.cost = 0;
    return cost;
  }

  override get size(): number {
    return this.expressions.size;
  }

  override get(key: CelValue): CelValue | undefined {
    if (typeof key !== 'string') return undefined;
    let found = this.found.get(key) ?? this.ofParams.get(key);
    if (!found) {
      const expression = this.expressions.get(key);
      if (!expression) return undefined;
      found = this.find(key, expression);
      (found.isOfParams ? this.ofParams : this.found).set(key, found);
    }
    this.reader?.reads.push(found);
    this.pay(found);
    if (found.result instanceof EvaluationError) throw found.result;
    return found.result;
  }

  override has(key: CelValue): boolean {
    return typeof key === 'string' && this.expressions.has(key);
  }

  override *keys(): IterableIterator<CelValue> {
    yield* this.expressions.keys();
  }

  override *entries(): IterableIterator<[CelValue, CelValue]> {
    for (const key of this.expressions.keys()) yield [key, this.get(key) as CelValue];
  }

  private pay(found: Found): void {
    if (found.paidBy === this.payer) return;
    found.paidBy = this.payer;
    this.cost += found.cost;
    for (const read of found.reads) this.pay(read);
  }

  private find(name: string, { program }: CompiledExpression): Found {
    const found: Found = { result: null, cost: 0, reads: [], isOfParams: false, paidBy: undefined };
    if ('problem' in program) {
      found.result = new EvaluationError(`composited variable "${name}" fails to compile: ${program.problem}`);
      return found;
    }
    const outer = this.reader;
    this.reader = found;
    const outcome = program.run(this.bindings());
    this.reader = outer;
    found.cost = outcome.cost;
    found.isOfParams =
      [...program.variables].every(variable => OF_PARAMS.has(variable)) && found.reads.every(read => read.isOfParams);
    if ('value' in outcome) found.result = outcome.value;
    else if (outcome.unknown !== undefined) found.result = new UnknownValueError(outcome.unknown);
    else found.result = new EvaluationError(`composited variable "${name}" fails to evaluate: ${outcome.error}`);
    return found;
  }
}
