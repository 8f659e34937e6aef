/** Porch executes the functions: `make test-porch`, not a part of `make test`. */
module.exports = {
  ...require('../jest.config.cjs'),
  rootDir: '../../..',
  roots: ['<rootDir>/test/real/porch'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/real/porch/build-parts.ts',
  testTimeout: 120_000,
};
