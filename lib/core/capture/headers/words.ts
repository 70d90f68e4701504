/** Letters that Unicode does not take apart into a letter and a mark. */
const letters: Readonly<Record<string, string>> = {
	ß: 'ss',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ı: 'i',
	æ: 'ae',
	œ: 'oe',
	þ: 'th',
};

/** Words that say nothing about what a field holds, in the languages of forms. */
const fill = new Set(
	`a an the your you my our us we i me is are was be am s t please enter provide type in out fill select choose give tell what
whats which who how may can could should would will do does did have has and or of for to with at on from as where this that
here need know let also just great up
lead leads cust contact contacts customer customers client clients person persons prospect prospects user users member applicant
visitor attendee invitee registrant subscriber respondent participant student buyer main primary form field input value answer
required optional current best valid hidden default personal details info information submit custom txt fld inp q cf wpforms
number1 address1 raw properties property merge merges attributes attribute data
ihr ihre ihren dein deine bitte geben gib sie wie lautet ist der die das des kontakt kunde kunden angabe pflichtfeld eingeben
votre ton ta vos veuillez saisir saisissez indiquez entrez quel quelle est le la les l d de du un une client
su tu sus tus cual es el los las del por favor ingrese ingresa introduce introduzca escribe contacto cliente en
seu sua seus qual e o os as do da dos das um uma digite informe insira contato
il lo gli tuo tua suo vostro inserisci inserire qual di della dello contatto
uw jouw je wat het een van vul klant
twoj twoja twoje pana pani podaj wpisz jaki jaka jest klienta
din ditt dit ange vad ar hvad hva er angiv vaelg
vas vase vas zadejte zakaznik vasi
lutfen giriniz sizin musteri
ваш ваша ваше введите укажите пожалуиста контактное клиента вашего
您的 请输入 請輸入 你的 请填写 ご入力ください ください お`.split(/\s+/u),
);

/** A header taken apart: its words without case, accents and punctuation, in order. */
export function wordsOf(text: string): string[] {
	const spaced = text
		.normalize('NFKC')
		.slice(0, 300)
		.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
	return plain(spaced)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}

/** Text without case and accents, for comparing only. */
export function plain(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.normalize('NFC')
		.replace(/[ßøłđıæœþ]/gu, (letter) => letters[letter] ?? letter);
}

/** Words without those that say nothing; numbers and one-letter words at the edges go as well. */
export function telling(words: readonly string[]): string[] {
	return words.filter((word) => !fill.has(word) && !/^q?\d+$/u.test(word));
}
