import { describe, expect, test } from '@jest/globals';
import { EXAMPLE, measured, resultsOf } from './example-results';
import { plot } from './plot';

/** The names of all elements, of a text that is checked to be well-formed XML. */
function elements(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const token = /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  const text = xml.trim();
  let end = 0;
  for (const [whole, closing, name = '', attributes = '', empty, content] of text.matchAll(token)) {
    end += whole.length;
    expect((content ?? attributes).replace(/&(?:amp|lt|gt|quot);/g, '')).not.toMatch(/[&>]/);
    const keys = [...attributes.matchAll(/ ([a-zA-Z0-9-]+)=/g)].map(([, key]) => key);
    expect(new Set(keys).size).toBe(keys.length);
    if (content !== undefined) expect(open).not.toEqual([]);
    else if (closing) expect(open.pop()).toBe(name);
    else {
      names.push(name);
      if (!empty) open.push(name);
    }
  }
  expect([end, open]).toEqual([text.length, []]);
  return names;
}

describe('the plot', () => {
  const svg = plot(EXAMPLE);

  test('is well-formed, and says what its axes are', () => {
    expect(elements(svg)[0]).toBe('svg');
    for (const label of ['empty list', '10,000', 'resources', 'milliseconds (logarithmic)'])
      expect(svg).toContain(`>${label}</text>`);
  });

  test('has a line for each of Go, Node.js, Bun and cat, with a point per size and a name at its end', () => {
    const names = elements(svg);
    expect(names.filter(name => name === 'polyline')).toHaveLength(4);
    expect(names.filter(name => name === 'circle')).toHaveLength(8);
    const labels = ['set-labels in Go: 3,000 ms', 'Node.js 24.0.0: 200 ms', 'Bun 1.4.0: 150 ms', 'cat: 8.00 ms'];
    for (const label of labels) expect(svg).toContain(`>${label}</text>`);
  });

  test('is drawn inside its frame, names apart from each other', () => {
    const numbers = [...svg.matchAll(/ c?y="(-?[\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.min(...numbers)).toBeGreaterThan(0);
    expect(Math.max(...numbers)).toBeLessThan(420);
    const labels = [...svg.matchAll(/ y="([\d.]+)">[^<]*: [\d.,]+ ms</g)].map(([, y]) => Number(y));
    expect(labels).toHaveLength(4);
    labels.slice(1).forEach((y, i) => {
      expect(y - Number(labels[i])).toBeGreaterThanOrEqual(18);
    });
  });

  test('has colours for the dark', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});

test('a name with signs of XML in it stays a text', () => {
  const results = resultsOf([measured('set-labels', 'node', 0, 30), measured('cat', 'cat', 0, 1)]);
  results.machine.versions.node = '<24> & "more"';
  elements(plot(results));
  expect(plot(results)).toContain('Node.js &lt;24&gt; &amp; &quot;more&quot;: 30.0 ms');
});
