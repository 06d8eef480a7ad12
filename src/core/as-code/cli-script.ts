import { editSentence } from '../change/edit-sentence';
import { cliName } from './cli-name';
import type { CodeDocument, CodeSource, Statement } from './code-types';
import { leftLines } from './left-lines';
import { plainJson, plainLine } from './plain-line';
import { shellQuote } from './shell-quote';

/** Operations that answer success although parts of them failed (facts lakeformation 1.1). */
const ANSWERS_FAILURES = /^(Batch(Grant|Revoke)Permissions|AddLFTagsToResource|RemoveLFTagsFromResource)$/;

/**
 * A script for any POSIX shell and the AWS CLI: each account's profile is a variable with a default, and is asked who it is
 * before anything is changed; the first call that fails ends it.
 */
export function cliScript(source: CodeSource): CodeDocument {
  const { statements, left, title, connection, snapshot, profiles } = source;
  const accounts = [...new Set(statements.map(({ account }) => account))];
  const lines = [
    '#!/bin/sh',
    `# ${plainLine(title)}: AWS CLI commands written by Heddle.`,
    `# Connection ${plainLine(connection)}, snapshot ${plainLine(snapshot)}.`,
    '# Nothing is read again before a call: whoever changed something since is overruled.',
    ...(accounts.length > 0 ? ['# To use other profiles, set the variables below before you run this.'] : []),
    ...leftLines('#', left),
    '',
    'set -eu',
    "AWS_PAGER=''",
    'export AWS_PAGER',
    ...(accounts.length > 0 ? ['', ...accounts.map((account) => profileLine(account, profiles[account])), ''] : []),
    ...(accounts.length > 0 ? [IS_ACCOUNT, ...accounts.map((id) => `is_account ${id} "$${variable(id)}"`)] : []),
    ...(statements.some(({ operation }) => ANSWERS_FAILURES.test(operation)) ? ['', NO_FAILURES] : []),
    ...statements.flatMap(commandLines),
  ];
  return {
    title,
    format: 'aws-cli',
    extension: 'sh',
    files: [{ text: `${lines.join('\n')}\n` }],
    written: statements.length,
    left: [...left],
  };
}

const variable = (account: string): string => `PROFILE_${account}`;

/** An unset variable takes the default; the quotes inside the braces keep the default one word. */
function profileLine(account: string, profile: string | undefined): string {
  const name = variable(account);
  if (profile === undefined) return `: "\${${name}:?set it to the profile that writes to account ${account}}"`;
  return `[ -n "\${${name}:-}" ] || ${name}=${shellQuote(profile)}`;
}

function commandLines(statement: Statement): string[] {
  const { account, region, service, operation, request } = statement;
  const command = [
    ...(ANSWERS_FAILURES.test(operation) ? ['no_failures'] : []),
    `aws ${cliName(service)} ${cliName(operation)}`,
    `--region ${shellQuote(region)} --profile "$${variable(account)}"`,
  ].join(' ');
  return [
    '',
    `# ${plainLine(editSentence(statement))}`,
    `${command} \\`,
    `  --cli-input-json ${shellQuote(plainJson(request))}`,
  ];
}

const IS_ACCOUNT = `is_account() {
  found=$(aws sts get-caller-identity --profile "$2" --query Account --output text)
  if [ "$found" != "$1" ]; then
    printf 'Profile %s leads to account %s, not to %s. Nothing was changed.\\n' "$2" "$found" "$1" >&2
    exit 1
  fi
}`;

const NO_FAILURES = `# These calls answer success although parts of them failed.
no_failures() {
  failures=$("$@" --query Failures --output json)
  case "$failures" in
    '' | null | '[]') ;;
    *)
      printf '%s\\n' "$failures" >&2
      exit 1
      ;;
  esac
}`;
