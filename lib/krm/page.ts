/** A function's page as a terminal shows it: without the marks that kpt's catalog takes excerpts by. */
export function pageText(markdown: string): string {
  return markdown.replace(/<!--.*?-->\n/gs, '');
}
