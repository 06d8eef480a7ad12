import { execFile, spawnSync } from 'node:child_process';

const works = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Programs that check the sandbox from outside. Where one is missing, say so loudly and skip. */
export const outside = {
  boto3: works('python3', ['-c', 'import boto3, botocore']),
  aws: works('aws', ['--version']),
  cfnLint: works('cfn-lint', ['--version']),
  terraform: works('terraform', ['version']),
};

/** Prints why a suite is skipped; its tests then show as skipped. */
export function announceMissing(): void {
  if (!outside.boto3)
    process.stderr.write('SKIPPED: python3 with boto3 is not installed, the sandbox is not checked with botocore.\n');
  if (!outside.aws)
    process.stderr.write('SKIPPED: the AWS CLI is not installed, the sandbox is not checked with it.\n');
  if (!outside.cfnLint)
    process.stderr.write('SKIPPED: cfn-lint is not installed, exported CloudFormation is not checked with it.\n');
  if (!outside.terraform)
    process.stderr.write('SKIPPED: terraform is not installed, exported Terraform is not checked with it.\n');
}

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end without blocking the sandbox in this process; a failure is an answer too. */
export function run(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string; timeoutMs?: number } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { env: options.env ?? process.env, maxBuffer: 256 * 1024 * 1024, timeout: options.timeoutMs ?? 110_000 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error instanceof Error ? error : new Error(String(error)));
        else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
    // A program that ends without reading what it is told closes the pipe first; its exit code says how it went.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}
