export interface Point {
  x: number;
  y: number;
}

const soft = (from: Point, to: Point): string => {
  const half = Math.max(24, (to.x - from.x) / 2);
  return `C ${from.x + half} ${from.y}, ${to.x - half} ${to.y}, ${to.x} ${to.y}`;
};

/** A line that leaves to the right and arrives from the left, through its bends. What runs back bows around both ends. */
export function edgePath(from: Point, to: Point, bends: readonly Point[] = []): string {
  const start = `M ${from.x} ${from.y}`;
  if (to.x <= from.x) {
    const reach = 60;
    const low = Math.max(from.y, to.y) + 56;
    return `${start} C ${from.x + reach} ${from.y}, ${from.x + reach} ${low}, ${from.x} ${low} L ${to.x} ${low} C ${to.x - reach} ${low}, ${to.x - reach} ${to.y}, ${to.x} ${to.y}`;
  }
  const parts = [start];
  let last = from;
  bends.forEach((bend, at) => {
    // Bends come in pairs: into a layer by a curve, through it by a straight line.
    parts.push(at % 2 === 0 ? soft(last, bend) : `L ${bend.x} ${bend.y}`);
    last = bend;
  });
  parts.push(soft(last, to));
  return parts.join(' ');
}
