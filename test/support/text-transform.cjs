/** Gives a text file to the tests as the bundler gives it to the functions: its content is the default export. */
module.exports = {
  process: text => ({ code: `module.exports = ${JSON.stringify(text)};` }),
};
