/** What Kubernetes, whose names these are, allows in a label (RFC 1123). */
const longest = 63;
const suffixLength = 8;

/** A name as part of an address: small letters, digits and dashes; empty where nothing of it is left. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

const cut = (text: string, length: number) => text.slice(0, length).replace(/-+$/, '');

/** Kubernetes keeps these for itself; a deployment by such a name would end up among its own parts. */
const isReserved = (text: string) => /^(default$|kube-)/.test(text);

/**
 * What runners call a deployment's place: `<kind>-<name>`, or the kind alone for one that has its name. Two different
 * names may make the same, so there is a second one, which tells them apart by the end of the deployment's id.
 */
export function namespacesFor(deployment: {
  readonly id: string;
  readonly name: string;
  readonly kindName: string;
}): { readonly plain: string; readonly distinct: string } {
  const { id, name, kindName } = deployment;
  const wanted = slug(name === kindName ? kindName : `${kindName} ${name}`) || 'deployment';
  const suffix = id.replaceAll('-', '').slice(-suffixLength);
  const distinct = `${cut(wanted, longest - suffixLength - 1)}-${suffix}`;
  return { plain: isReserved(wanted) ? distinct : cut(wanted, longest), distinct };
}
