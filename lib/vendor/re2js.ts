/** Regular expressions of users: linear in time, so that no pattern can hang a workflow. */
export { RE2JS } from 're2js';
