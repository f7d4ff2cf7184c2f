import { getRouteApi } from '@tanstack/react-router';
import { OrganizationList } from '../organizations/organization-list.tsx';

const route = getRouteApi('/signed-in/organizations');
const adminRoute = getRouteApi('/signed-in/admin/organizations');

/** The organizations one belongs to. */
export function OrganizationsPage() {
  const navigate = route.useNavigate();
  return (
    <OrganizationList
      trail={[]}
      filters={route.useSearch()}
      onFilter={(search) => void navigate({ search, replace: true })}
    />
  );
}

/** The same list where site administrators look for it. */
export function AdminOrganizationsPage() {
  const navigate = adminRoute.useNavigate();
  return (
    <OrganizationList
      trail={[{ label: 'Site administration', to: '/admin/users' }]}
      filters={adminRoute.useSearch()}
      onFilter={(search) => void navigate({ search, replace: true })}
    />
  );
}
