import { createSpotlight } from '@mantine/spotlight';

/** The state of the search over everything, apart from its component, which is loaded later. */
export const [finderStore, finder] = createSpotlight();
