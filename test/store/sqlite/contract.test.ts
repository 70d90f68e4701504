import { storeContract } from '../contract';
import { sqlitePlace } from './place';

storeContract('SQLite', sqlitePlace);
