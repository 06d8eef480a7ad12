import { cliScript } from './cli-script';
import { cloudFormation } from './cloudformation';
import type { CodeDocument, CodeFormat, CodeSource } from './code-types';
import { terraform } from './terraform';

/**
 * Writes as code; what a format cannot express is listed in the document and beside it, never dropped in silence. Names
 * come from AWS and are hostile: each format escapes them for itself.
 */
export function asCode(source: CodeSource, format: CodeFormat): CodeDocument {
  switch (format) {
    case 'aws-cli':
      return cliScript(source);
    case 'cloudformation':
      return cloudFormation(source);
    case 'terraform':
      return terraform(source);
  }
}
