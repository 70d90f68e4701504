import { fold, nameOf, wordsOf, writtenBy } from '../text';
import type { Finding, ScrubLead } from '../types';

/** 'Test' as people type it into forms, in the languages forms are filled in. */
const test =
	/^(test\d*|tests|teste|tester|testing|testtest|testuser|testlead|probe|prueba|pruebas|essai|prova|proef|deneme|próba|тест|тестовый|проверка|テスト|测试|測試|테스트|اختبار|ทดสอบ)$/u;
/** Single words of this kind are names as well (Prova, Probe, Essai); they count only together with others. */
const sure = /^(test\d*|testing|testtest|testuser|testlead|тест|テスト|测试|測試|테스트)$/u;

/** Records somebody made to try a form out. */
export function findTests(lead: ScrubLead): Finding[] {
	const findings: Finding[] = [];
	const add = (points: number, text: string): void => {
		findings.push({ check: 'tests', points, text, reason: 'testRecord' });
	};
	if (lead.isTest === true) add(40, 'The source says that it is a test');
	const name = wordsOf(nameOf(lead));
	const inName = name.filter((word) => test.test(word));
	if (
		inName.some((word) => sure.test(word)) ||
		(inName.length > 0 && inName.length === name.length)
	) {
		add(45, 'The name says that it is a test');
	}
	const [local = '', domain = ''] = fold(lead.email ?? '').split('@');
	if (
		wordsOf(local).some((word) => sure.test(word)) ||
		/^test\d*[._-]?(user|lead|mail)?\d*$/.test(local)
	) {
		add(35, 'The e-mail address says that it is a test');
	}
	if (/^tests?\d*\.(com|net|org|de|fr)$/.test(domain))
		add(15, 'The domain of the address says that it is a test');
	if (wordsOf(fold(lead.company ?? '')).every((word) => test.test(word)) && lead.company?.trim()) {
		add(20, 'The company says that it is a test');
	}
	const message = wordsOf(fold(writtenBy(lead)));
	if (message.length > 0 && message.length <= 6 && message.some((word) => sure.test(word))) {
		add(15, 'The message says that it is a test');
	}
	return findings;
}
