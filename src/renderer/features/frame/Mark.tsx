/** The sign of the application: corners of a box with an L inside. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M2.5 6V3.8c0-.7.6-1.3 1.3-1.3H6M14 2.5h2.2c.7 0 1.3.6 1.3 1.3V6M17.5 14v2.2c0 .7-.6 1.3-1.3 1.3H14M6 17.5H3.800c-.7 0-1.300-.6-1.300-1.300V14" />
      <path d="M7.500 6.500v7h5.500" />
    </svg>
  );
}
