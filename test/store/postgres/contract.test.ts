import { storeContract } from '../contract';
import { usePostgres } from './place';

storeContract('Postgres', usePostgres().place);
