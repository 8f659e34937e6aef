import type { Environment } from '../cel/environment';
import type { CompiledPolicy } from './compile-policy';
import type { Policy } from './policy';

/** Compiles policies when they are first asked for, each once. */
export class PolicyCompiler {
  private base: Environment | undefined;
  private readonly compiled = new Map<Policy, CompiledPolicy>();

  /** `minor`: of Kubernetes 1.x. */
  constructor(private readonly minor: number) {}

  compile(policy: Policy): CompiledPolicy {
    const known = this.compiled.get(policy);
    if (known) return known;
    // What knows CEL is loaded where there is a policy.
    const { Environment }: typeof import('../cel/environment') = require('../cel/environment');
    const { compilePolicy }: typeof import('./compile-policy') = require('./compile-policy');
    this.base ??= Environment.ofKubernetes(this.minor);
    const compiled = compilePolicy(policy, this.base);
    this.compiled.set(policy, compiled);
    return compiled;
  }
}
