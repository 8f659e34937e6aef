/** The documents of a YAML text as they are, split where kubectl splits; those without content are left out. */
export function splitDocuments(text: string): string[] {
  return text.split(/^---(?:[ \t].*)?$/m).filter(document => /^[^#\s]/m.test(document));
}
