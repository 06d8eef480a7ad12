/**
 * A text on one line of a comment: line ends and signs that a terminal or an editor would act on (controls, bidirectional
 * overrides) are written out, so that a name cannot end the comment or hide what follows.
 */
export const plainLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapedSign);

/** JSON that shows every sign of a name: what JSON leaves raw but a reviewer would not see is escaped too. */
export const plainJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escapedSign);

/** Outside the basic plane a sign is two units, as JSON and HCL both read it. */
function escapedSign(sign: string): string {
  return [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
