import { useEffect, useState } from 'preact/hooks';

/** The inner width of an element in pixels, as it changes; 0 before it is there. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  return useInner(element, 'clientWidth');
}

/** As `useWidth`, its height. */
export function useHeight(element: { readonly current: HTMLElement | null }): number {
  return useInner(element, 'clientHeight');
}

function useInner(element: { readonly current: HTMLElement | null }, side: 'clientWidth' | 'clientHeight'): number {
  const [length, setLength] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(() => setLength(target[side]));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return length;
}
