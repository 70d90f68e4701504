export type { Check } from './check';
export { verifyEmail, type EmailCheck } from './email/verify';
export { suggestDomain, suggestEmail } from './email/typo';
export { verifyPhone, type PhoneCheck, type PhoneType } from './phone';
export { splitName, type NameParts } from './name/split';
export { joinName } from './name/join';
export { repairCase } from './name/case';
