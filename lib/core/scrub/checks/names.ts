import { fold, nameOf, wordsOf } from '../text';
import type { Finding, ScrubLead } from '../types';

/** People nobody is: characters of films and books whose full name is no ordinary one. */
const characters = new Set(
	[
		'mickey mouse,minnie mouse,donald duck,daisy duck,goofy goof,bugs bunny,daffy duck,micky maus,dagobert duck,scrooge mcduck,homer simpson,bart simpson,marge simpson,lisa simpson',
		'peter griffin,fred flintstone,wilma flintstone,sponge bob,spongebob squarepants,patrick star,bruce wayne,clark kent,peter parker,tony stark,harry potter,hermione granger,ron weasley',
		'albus dumbledore,lord voldemort,darth vader,luke skywalker,han solo,obi wan kenobi,frodo baggins,bilbo baggins,santa claus,father christmas,easter bunny,tooth fairy,peter pan,captain hook',
		'winnie pooh,winnie the pooh,sherlock holmes,james bond,indiana jones,lara croft,super mario,mario bros,hello kitty,bat man,spider man,super man,iron man,wonder woman,captain america',
		'jack sparrow,captain jack sparrow,walter white,tyrion lannister,jon snow,jesus christ,osama bin laden,adolf hitler,jack the ripper,elvis presley,napoleon bonaparte',
	].flatMap((line) => line.split(',')),
);

/** What is written where a name was asked for. */
const placeholders = new Set(
	[
		'no name,noname,no one,noone,nobody,none,n/a,na,n.a.,null,undefined,nil,anonymous,anonym,anon,unknown,unbekannt,inconnu,desconocido,sconosciuto,asd,abc,abcd,abc def,xxx,xyz,xx,yyy,zzz,qwe',
		'first last,first name last name,firstname lastname,first name,last name,your name,name,full name,name surname,vorname nachname,nombre apellido,prenom nom,foo,foo bar,foobar,bar,baz,lorem ipsum',
		'user,username,admin,administrator,guest,customer,someone,somebody,blah,blah blah,bla bla,bla,hello,hi,fake,fake name,not telling,none of your business,mind your own business,nope,nothing,keiner,niemand,nadie,personne,nessuno,никто,нет,аноним,匿名,無名,无名,이름',
	].flatMap((line) => line.split(',')),
);

/** Names that officials and forms use for 'anybody'; real people have them too. */
const stock = new Set(
	'john doe,jane doe,joe bloggs,max mustermann,erika mustermann,maxi musterfrau,mario rossi,jean dupont,juan perez,fulano de tal,jan kowalski,jan jansen,ivan ivanov,иван иванов,john smith,average joe,joe blow,john q public,山田太郎,张三'.split(
		',',
	),
);
const rareStock = new Set(
	'john doe,jane doe,joe bloggs,max mustermann,erika mustermann,maxi musterfrau,fulano de tal,average joe,john q public'.split(
		',',
	),
);

const insults =
	/\b(f+u+c+k+|shit|asshole|bitch|bastard|wanker|arschloch|fick|scheisse|putain|merde|cazzo|stronzo|puta|mierda|kurwa|dickhead|penis|vagina)\b/u;

/** Names that no person has, placeholders, and texts that are no names. */
export function findNames(lead: ScrubLead): Finding[] {
	const name = nameOf(lead);
	if (name === '') return [];
	const found = (
		points: number,
		text: string,
		reason: Finding['reason'] = 'fakeIdentity',
	): Finding[] => [{ check: 'names', points, text, reason }];
	if (/<[a-z!/]|&lt;|\bon(error|load|click)=|javascript:/i.test(name)) {
		return found(70, 'There is code in the name', 'spamOrBot');
	}
	if (/https?:|www\.|\[url/i.test(name))
		return found(60, 'There is a web address in the name', 'spamOrBot');
	const plain = wordsOf(name).join(' ');
	if (characters.has(plain)) return found(50, 'The name is that of a well-known character');
	if (placeholders.has(name) || placeholders.has(plain))
		return found(45, `'${name}' stands where a name should be`);
	if (insults.test(name)) return found(50, 'The name is a swear word');
	if (rareStock.has(plain)) return found(30, 'The name is one that stands for anybody');
	if (stock.has(plain)) return found(5, 'The name is often used for anybody');
	if (/^[\d\s+()./-]+$/.test(name)) return found(45, 'The name is a number');
	if (/\d{3,}/.test(name)) return found(25, 'There are numbers in the name');
	if (!/\p{L}/u.test(name)) return found(45, 'There are no letters in the name');
	if (name.includes('@'))
		return found(15, 'There is an e-mail address in the name', 'inaccurateData');
	if (wordsOf(name).length > 8) return found(25, 'The name is a whole sentence', 'spamOrBot');
	return companyIsName(lead) ? found(10, 'The company is named exactly like the person') : [];
}

function companyIsName(lead: ScrubLead): boolean {
	const company = fold(lead.company ?? '');
	return (
		company !== '' &&
		company === fold(lead.firstName ?? '') &&
		company === fold(lead.lastName ?? '')
	);
}
