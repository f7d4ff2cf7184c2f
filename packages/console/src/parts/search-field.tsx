import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
}

/** A search that follows the typing a quarter of a second behind. */
export function SearchField({ label, value = '', onSearch }: Props) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const latest = useRef(onSearch);
  latest.current = onSearch;

  // The address changed by another way, such as the browser's Back: show what it says now.
  useEffect(() => {
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const page = window.location.pathname;
    const timer = setTimeout(() => {
      // Who has followed a link meanwhile would be brought back: the next page shows only once it is loaded.
      if (window.location.pathname !== page) return;
      asked.current = wanted;
      latest.current(wanted || undefined);
    }, 250);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={100}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text && <CloseButton size="sm" aria-label="Clear search" onClick={() => setText('')} />
      }
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      flex="1 1 14rem"
      maw={{ sm: '24rem' }}
    />
  );
}
