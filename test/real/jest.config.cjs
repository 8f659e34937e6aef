const { projects } = require('../../jest.config.cjs');

/** Against real servers, which are built first: `make test-real`, not a part of `make test`. */
module.exports = {
  ...projects[0],
  rootDir: '../..',
  roots: ['<rootDir>/test/real'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/real/build-parts.ts',
  testTimeout: 60_000,
};
