/** The top column of a nested path (`"address"."zip"` → `address`), any other name as it is (C10). */
export const topColumn = (name: string): string => /^"((?:[^"]|"")+)"/.exec(name)?.[1]?.replaceAll('""', '"') ?? name;
