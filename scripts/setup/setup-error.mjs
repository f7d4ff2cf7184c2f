/** Something a person has to mend; its message is all they need to see, so no stack is printed. */
export class SetupError extends Error {}
