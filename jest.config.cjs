const common = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '\\.(md|pack|yaml)$': '<rootDir>/test/support/text-transform.cjs',
  },
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'md', 'yaml'],
  modulePathIgnorePatterns: ['<rootDir>/tools/images/runtimes/', '<rootDir>/lib/schema/generate/node_modules/'],
};

/** Unit tests beside the sources and the suites under test/; types are checked by `make lint`, not here. */
module.exports = {
  projects: [
    {
      ...common,
      roots: ['<rootDir>/functions', '<rootDir>/lib', '<rootDir>/test', '<rootDir>/tools'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/containers/', '<rootDir>/test/real/'],
    },
    // Images are built once for all of these, and only if one of them runs.
    {
      ...common,
      roots: ['<rootDir>/test/containers'],
      globalSetup: '<rootDir>/test/containers/build-images.ts',
      globalTeardown: '<rootDir>/test/containers/remove-images.ts',
    },
  ],
};
