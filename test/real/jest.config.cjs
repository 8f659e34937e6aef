const { projects } = require('../../jest.config.cjs');

/** Against real servers, which are built first: `make test-real`, not a part of `make test`. */
module.exports = {
  ...projects[0],
  rootDir: '../..',
  roots: ['<rootDir>/test/real'],
  // Porch's suites have parts of their own: make test-porch.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/real/porch/'],
  globalSetup: '<rootDir>/test/real/build-parts.ts',
  testTimeout: 60_000,
};
