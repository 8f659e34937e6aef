import fc from 'fast-check';

/** Properties are tried on the same cases everywhere; FAST_CHECK_SEED=<number> tries others. */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 28_312) });

export { fc };
