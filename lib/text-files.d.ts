/** Text files are bundled as strings. */
declare module '*.md' {
  const text: string;
  export = text;
}
declare module '*.yaml' {
  const text: string;
  export = text;
}
declare module '*.pack' {
  const text: string;
  export = text;
}
