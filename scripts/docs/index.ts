import { pages, renew } from './pages';

/** `npm run docs`: brings the parts of docs/ that are made of the code in step with it, and says which pages changed. */
renew(pages());
