import { siteId } from '@keywright/sdk';
import { PageHeader } from '../parts/page-header.tsx';
import { PolicyPanel } from '../token-policies/policy-panel.tsx';

/** What tokens may be made on the whole site. */
export function TokenPolicyPage() {
  return (
    <>
      <PageHeader
        title="Token policy"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="How long tokens may live on this site, and what they may be."
      />
      <PolicyPanel
        id={siteId}
        name="this site"
        about="It holds for every token of people, bots and other service accounts. An organization can be stricter in its settings; of several policies the strictest counts."
      />
    </>
  );
}
