/** Where the containers of a Pod stand that have resources and ports of their own. */
export const CONTAINER_LISTS = ['containers', 'initContainers'] as const;
