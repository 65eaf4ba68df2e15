/** What went wrong, by the stable code of the failure. The values are its details; when one is missing, its own words are shown. */
export const failures = {
  'failure.missing': '“{name}” is not there any more.',
} as const;
