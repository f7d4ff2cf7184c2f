import { useEffect, useRef, useState } from 'react';
import { copyText } from './copy-text.ts';

export type CopyState = 'ready' | 'copied' | 'refused';

/** Copies, and says for two seconds how it went. */
export function useCopy(): readonly [CopyState, (text: string) => void] {
  const [state, setState] = useState<CopyState>('ready');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = (text: string) => {
    void copyText(text).then((done) => {
      setState(done ? 'copied' : 'refused');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setState('ready'), 2_000);
    });
  };
  return [state, copy];
}
