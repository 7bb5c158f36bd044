/** The name that was probably meant: case aside, or at most two letters away. Null when nothing is near. */
export function nearestName(given: string, names: readonly string[]): string | null {
  const wanted = given.toLowerCase().slice(0, 100);
  let nearest: string | null = null;
  let nearestDistance = Math.min(3, Math.ceil(wanted.length / 2));
  for (const name of names) {
    const distance = editDistance(wanted, name.toLowerCase().slice(0, 100));
    if (distance < nearestDistance) [nearest, nearestDistance] = [name, distance];
  }
  return nearest;
}

/** Letters to change, add or take away (Levenshtein). */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (right[column - 1] === letter ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
