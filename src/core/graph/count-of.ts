/** `1 table`, `2,021 tables`: thousands are grouped the same way on every machine, unlike a locale's. */
export const countOf = (n: number, one: string): string => `${grouped(n)} ${n === 1 ? one : `${one}s`}`;

export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
