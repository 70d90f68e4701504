/** Shown where the trigger makes the form itself. */
export const form = { source: ['form'] };
/** The same, as display options. */
export const shown = { show: form };
/** Kinds that strangers fill in. */
export const publicKinds = ['form', 'gated', 'landing', 'newsletter'];
