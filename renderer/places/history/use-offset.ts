import { useLayoutEffect, useState, type RefObject } from 'react';

/** How far below the beginning of what scrolls an element lies, in pixels; it moves when something above it grows. */
export function useOffset(element: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const own = element.current;
    const scroller = own?.closest('.content');
    const around = own?.parentElement;
    if (own === null || scroller === null || scroller === undefined || around === null || around === undefined) return;
    const measure = (): void => {
      const top = own.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      setOffset(Math.round(top));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(around);
    for (const sibling of around.children) if (sibling !== own) observer.observe(sibling);
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
