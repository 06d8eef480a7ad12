import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from './failure';

/** Maps the engine's 60 MB of native code before it is needed; one that cannot be loaded says so where it is used. */
export function preloadDuckDb(): void {
  import('@duckdb/node-api').catch(() => undefined);
}

/**
 * A private in-memory DuckDB. The module is loaded on first use: it maps 60 MB of native code, which a process that only
 * evaluates a decision case never needs. What does not fit into memory spills into `spillFolder`, not into the folder that
 * the process happens to run in.
 * @throws Failure DUCKDB_NOT_LOADED
 */
export async function openDuckDb(spillFolder: string): Promise<DuckDBConnection> {
  try {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', {
      // Neither may ever leave the machine: extensions are fetched from the network.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: spillFolder,
    });
    return await instance.connect();
  } catch (error) {
    throw new Failure(
      {
        code: 'DUCKDB_NOT_LOADED',
        message: 'The database engine that stores snapshots could not be loaded.',
        wayOut: 'Run `npm ci` on this machine, so that the binary for its platform is installed.',
        detail: error instanceof Error ? error.message : String(error),
      },
      error,
    );
  }
}

/** A string literal of DuckDB's SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
