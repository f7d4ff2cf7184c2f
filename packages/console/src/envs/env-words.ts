/** What `auto_add_new_users` means, wherever it is set. */
export const addsNewPeople = {
  label: 'New people are added by themselves',
  description:
    'Whoever joins this site from now on becomes User of this env: sees it and its deployments, and changes nothing. Those who are here already are not added.',
} as const;
