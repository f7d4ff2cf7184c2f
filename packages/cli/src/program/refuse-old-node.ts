/** As `engines` of the package says; without this an older one fails later, in words of its own. */
const oldest = [22, 12] as const;

export function refuseOldNode(version = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  process.stderr.write(
    `keywright needs Node ${oldest.join('.')} or newer, and this is ${version}. Install a newer one from https://nodejs.org, then try again.\n`,
  );
  process.exit(1);
}
