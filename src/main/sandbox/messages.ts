import type { Trouble } from '../../core/model/result';

/** How the sandbox process is told what to serve: JSON in its first argument or in `HEDDLE_SANDBOX_OPTIONS`. */
export interface SandboxProcessOptions {
  /** A file with a decision case or a whole world. Default: Halcyon Biopharma. */
  state?: string;
  /** A generated mesh instead. */
  scale?: { tables: number; grants: number };
  seed?: number;
  /** `name=value` pairs. */
  variants?: string[];
  latencyMs?: number;
  limits?: 'off' | 'published';
  autoApprove?: boolean;
  port?: number;
  /** Folder below which the sandbox keeps its AWS configuration while it runs. Default: `sandbox` in Heddle's home. */
  home?: string;
}

/** What the process says. */
export type FromSandbox =
  | {
      type: 'serving';
      endpoint: string;
      controlToken: string;
      /** HOME of the sandbox's own AWS configuration. */
      home: string;
      configFile: string;
      credentialsFile: string;
      env: Record<string, string>;
      /** The sso-session profiles of the default connection. */
      profiles: string[];
      name: string;
    }
  | { type: 'failed'; trouble: Trouble };

/** What it understands. It also ends when its parent goes. */
export interface ToSandbox {
  type: 'stop';
}
