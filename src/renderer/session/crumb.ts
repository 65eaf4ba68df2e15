/** The last crumb of the bar where a page knows its name and the route does not. */
import { useEffect } from 'react';
import { create } from 'zustand';

const useLeaf = create<{ readonly text: string | null }>(() => ({ text: null }));

/** Says the name of what the page shows for as long as it is shown; null = not known yet. */
export function useNameCrumb(name: string | null): void {
  useEffect(() => {
    useLeaf.setState({ text: name });
  }, [name]);
  useEffect(() => () => useLeaf.setState({ text: null }), []);
}

/** What the page shown calls itself. */
export function useCrumbName(): string | null {
  return useLeaf((s) => s.text);
}
