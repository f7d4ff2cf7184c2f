import { ActionIcon, Combobox, Text, useCombobox } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { errorMessage } from '../parts/error-words.ts';
import { useLookUp } from '../parts/looked-up-select.tsx';
import type { Node } from './node-at.ts';
import { siblingsQuery } from './siblings.ts';

interface Props {
  readonly type: Node['type'];
  /** The organization of the projects, or the project of the envs, to choose among. */
  readonly within: string | undefined;
  readonly current: string | undefined;
}

const words = {
  organization: ['Switch organization', 'Search organizations'],
  project: ['Switch project', 'Search projects'],
  env: ['Switch env', 'Search envs'],
} as const;
const pages = {
  organization: '/organizations/$id',
  project: '/projects/$id',
  env: '/envs/$id',
} as const;

/** Goes to another node of the same level, found by name on the server. */
export function Switcher({ type, within, current }: Props) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [search, look] = useLookUp();
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setTyped('');
      look('');
    },
  });
  const { dropdownOpened } = combobox;
  const found = useQuery({ ...siblingsQuery(type, within, search), enabled: dropdownOpened });
  const [label, placeholder] = words[type];
  const choose = (id: string) => {
    combobox.closeDropdown();
    void navigate({ to: pages[type], params: { id } });
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={choose}
      position="bottom-end"
      width={228}
      withinPortal={false}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={label}
          aria-haspopup="listbox"
          aria-expanded={dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          <IconSelector size={16} />
        </ActionIcon>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={placeholder}
          placeholder={placeholder}
          maxLength={100}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            look(currentTarget.value);
            combobox.resetSelectedOption();
          }}
        />
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label}>
          {found.data?.map(({ id, name }) => (
            <Combobox.Option key={id} value={id} active={id === current}>
              <Text size="sm" fw={id === current ? 600 : 400}>
                {name}
              </Text>
            </Combobox.Option>
          ))}
          {found.data?.length === 0 && (
            <Combobox.Empty>
              {search ? 'None by that name' : 'None that you may see'}
            </Combobox.Empty>
          )}
          {found.isPending && <Combobox.Empty>Looking…</Combobox.Empty>}
          {found.error && !found.data && (
            <Combobox.Empty>{errorMessage(found.error)}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
