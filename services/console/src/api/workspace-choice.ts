const key = 'canvass.workspace';

/** The workspace that this tab works in: the one chosen here, else the one chosen last; null = the person's first. */
export function chosenWorkspace(): string | null {
  return sessionStorage.getItem(key) ?? localStorage.getItem(key);
}

export function chooseWorkspace(id: string): void {
  sessionStorage.setItem(key, id);
  localStorage.setItem(key, id);
}

/** The choice may be of a workspace that the person was removed from, or of whoever was signed in before. */
export function forgetWorkspace(): void {
  sessionStorage.removeItem(key);
  localStorage.removeItem(key);
}
