/**
 * The schema library, set up once. `jitless`: it must not compile validators with `new Function`, which the window's
 * content policy forbids. Everything that validates imports `z` from here.
 */
import { z } from 'zod';

z.config({ jitless: true });

/**
 * What the first thing wrong is, in words that a person may meet: `name has characters that it may not have`. Never
 * quotes the value, nor the pattern that it should have matched. `whole`: what to call the value itself.
 */
export function firstIssue(error: z.ZodError, whole: string): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || whole} ${wordsOf(issue)}` : `${whole} is not valid`;
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': return `is not of the type ${issue.expected}`;
    case 'invalid_format': return 'has characters or a form that it may not have';
    case 'too_big': return `is larger or longer than ${issue.maximum}`;
    case 'too_small': return `is smaller or shorter than ${issue.minimum}`;
    case 'unrecognized_keys': return 'has a field that nobody knows';
    case 'invalid_value': return 'is none of the values that it may have';
    default: return 'is not valid';
  }
}

export { z };
