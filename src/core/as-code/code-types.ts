/** One AWS write with the place where it goes, in AWS's own request shape. */
export interface Statement {
  account: string;
  region: string;
  service: string;
  operation: string;
  request: Record<string, unknown>;
}

export const CODE_FORMATS = ['aws-cli', 'cloudformation', 'terraform'] as const;
export type CodeFormat = (typeof CODE_FORMATS)[number];

/** What is to be written as code, and what it came from. */
export interface CodeSource {
  /** `Plan 20261120T080000000Z-abc123`, `Present state of sales.orders`. */
  title: string;
  connection: string;
  snapshot: string;
  /** In the order in which they must be made. */
  statements: readonly Statement[];
  /** The profile through which an account was read; offered as the default. */
  profiles: Readonly<Record<string, string>>;
  /** What the statements leave out of what was asked for. */
  left: readonly Left[];
}

/** Something that a format cannot express, or that a selection leaves out, and why. */
export interface Left {
  what: string;
  why: string;
}

export interface CodeFile {
  /** Set where there is one file per account and region: `222222222222-eu-central-1`. */
  place?: string;
  text: string;
}

export interface CodeDocument {
  title: string;
  format: CodeFormat;
  /** `sh`, `json`, `tf`. */
  extension: string;
  files: CodeFile[];
  /** Statements, or resources, that were written. */
  written: number;
  left: Left[];
}
