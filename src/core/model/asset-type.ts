/** Managed asset types carry DataZone's prefix on assets and none on listings (facts datazone 1.4): both name one type. */
export const bareType = (type: string | undefined): string => (type ?? '').replace('amazon.datazone.', '');
