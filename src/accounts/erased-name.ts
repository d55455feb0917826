/** What stands where the name of a person stood. */
export const erasedName = 'Erased user';
