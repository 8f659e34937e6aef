const { resolve } = require('node:path');

const real = { ...require('../jest.config.cjs'), rootDir: resolve(__dirname, '../../..') };
// Of projects, jest takes it from their common configuration only.
delete real.testTimeout;

/** Porch executes the functions: `make test-porch`, not a part of `make test`. */
module.exports = {
  testTimeout: 400_000,
  projects: [
    {
      ...real,
      roots: ['<rootDir>/test/real/porch'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/porch/wrapper/'],
      globalSetup: '<rootDir>/test/real/porch/build-parts.ts',
    },
    // Images are built only for those who run in them.
    {
      ...real,
      roots: ['<rootDir>/test/real/porch/wrapper'],
      testPathIgnorePatterns: ['/node_modules/'],
      globalSetup: '<rootDir>/test/real/porch/wrapper/build-parts.ts',
      globalTeardown: '<rootDir>/test/containers/remove-images.ts',
    },
  ],
};
