/**
 * Works on several items at once, and gives what comes of them in the order of the items. When the work on one fails, or
 * nobody wants more, it waits for those that have been started, and starts no other.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  const rest = items[Symbol.iterator]();
  const start = (): boolean => {
    const next = rest.next();
    if (next.done) return false;
    const result = work(next.value);
    // Whoever takes it sees the failure; until then it is not an unhandled one.
    result.catch(() => {});
    running.push(result);
    return true;
  };
  try {
    for (;;) {
      while (running.length < atOnce && start());
      const first = running[0];
      if (!first) return;
      const result = await first;
      running.shift();
      start();
      yield result;
    }
  } finally {
    await Promise.allSettled(running);
  }
}
