/** Something a person must know: one sentence with the cause, one with the way out. Printed without a stack. */
export class Failure extends Error {
  constructor(cause, wayOut) {
    super(wayOut ? `${cause} ${wayOut}` : cause);
  }
}

/** Progress goes to standard error, so that standard output stays what a script may read. */
export const say = (line) => void process.stderr.write(`heddle: ${line}\n`);

/** Runs a command's main function; a Failure becomes its sentence and exit 1, anything else keeps its stack. */
export async function run(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof Failure ? error.message : (error?.stack ?? String(error)));
    process.exitCode = 1;
  }
}
