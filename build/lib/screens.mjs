// Several things run beside each other, and yet what they say is read one after the other.

/**
 * `count` places to write to, read in their order: what goes to one is passed on at once when all before it have ended,
 * and is kept until then. `out`: takes what is passed on.
 */
export function screens(count, out) {
  const kept = Array.from({ length: count }, () => []);
  const ended = new Array(count).fill(false);
  let front = 0;
  return kept.map((pieces, i) => ({
    write(piece) {
      if (ended[i]) throw new Error('it was said that this one had ended');
      if (i === front) out(piece);
      else pieces.push(piece);
    },
    end() {
      ended[i] = true;
      while (front < count && ended[front]) {
        front++;
        for (const piece of kept[front]?.splice(0) ?? []) out(piece);
      }
    },
  }));
}
