/** What the mouse is carrying: one element of one page, by name. `dataTransfer` can't be read while it is over a card. */
export const dragged: { name: string | null } = { name: null };
