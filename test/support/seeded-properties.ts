import fc from 'fast-check';

/**
 * `npm test` draws the same random inputs every time, so that a red run means a change and not a draw; `npm run test:long`
 * draws new ones and prints the seed of what it finds. HEDDLE_TEST_SEED repeats one.
 */
const asked = process.env.HEDDLE_TEST_SEED;
if (asked !== undefined) fc.configureGlobal({ seed: Number(asked) });
else if (process.env.HEDDLE_TEST_LONG === undefined) fc.configureGlobal({ seed: 20_261_123 });
