/** Whether a value has the form that its readers rely on. */
export type Shape = (value: unknown) => boolean;

export const text: Shape = (value) => typeof value === 'string';
/** JSON's null counts as absent. */
export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || value === null || shape(value);

/** Plain loops: permission rows come by the million. */
export function list(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const item of value) if (!shape(item)) return false;
    return true;
  };
}

/** Members that an object must have in these forms; whatever else it carries does not matter. */
export function object(members: Record<string, Shape>): Shape {
  const names = Object.keys(members);
  const shapes = Object.values(members);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const held = value as Record<string, unknown>;
    for (let i = 0; i < names.length; i++) if (!shapes[i]!(held[names[i]!])) return false;
    return true;
  };
}

/** Any member names, all values of one form. */
export function mapOf(shape: Shape): Shape {
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(shape);
}
