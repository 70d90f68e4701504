/**
 * Counts which letter follows which two in people's and places' names of many languages and writes the table that tells
 * names from keyboard mash: `node --require ./scripts/register.cjs scripts/train-letters.ts`. The names are those of
 * @faker-js/faker (MIT, a devDependency); only the table is shipped.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { allLocales } from '@faker-js/faker';

const alphabet = '^abcdefghijklmnopqrstuvwxyz';
const size = alphabet.length;
const file = path.join(__dirname, '..', 'lib', 'core', 'scrub', 'data', 'letters.json');

/** Names of languages that the package has none or few of, written down by hand. */
const more = [
	'Aoife Aoibhinn Aisling Blathnaid Bebhinn Caoimhe Caoilfhionn Cathal Ciaran Clodagh Conchobhar Daithi Dearbhla Diarmuid Domhnall Eabha Eimear Eoghan Eoin Fiadh Fionnuala Grainne Iarlaith Laoise Maeve Meabh Muireann Niamh Oisin Orlaith Padraig Roisin Ruairi Sadhbh Saoirse Seamus Sile Sinead Siobhan Sorcha Tadhg Ui Bhriain Mhaoil Ghallchoir Suilleabhain Chonaill Dhomhnaill Mhurchu',
	'Angharad Bronwyn Bryn Carwyn Ceri Cerys Eilwen Eirlys Eluned Emlyn Ffion Geraint Gethin Gruffydd Gruffudd Gwenllian Gwilym Gwyn Gwyneth Gwynfor Heledd Hywel Ieuan Iorwerth Llewelyn Llinos Lowri Meirion Morwenna Myfanwy Myrddin Nerys Pryce Rhiannon Rhodri Rhydian Rhys Sioned Tegwen Tudur Wyn Ynyr',
	'Aaliyah Aqeel Aqib Aqsa Atiq Ayyub Dhuha Faiq Farooq Haqq Ishaq Khaliq Laiq Mushtaq Qadir Qaiser Qasim Qudsia Qurratulain Rafiq Raouf Razzaq Saqib Shafiq Siddiq Siddiqui Taqi Tariq Tawfeeq Taufiq Toufik Waqar Yaqoob Zaheer Ziyaad Zubair Zulfiqar',
	'Baiyu Chunhua Fangqi Guoqiang Haoyu Huijun Jiahui Jianguo Jinghua Junjie Lihua Meixiu Mingxia Qiang Qing Qiuyue Ruolan Shuyi Weizhe Wenjing Xiang Xiaoming Xinyi Xiuying Xuan Xueqin Yanqiu Yaqi Yihui Yijie Yiming Yingying Yuhan Yunqi Zhaohui Zhengyi Zhiqi Zhiwei Zhou Zixuan',
	'Huynh Khanh Ngoc Nguyen Nhung Nhu Phuong Phuc Quynh Quyen Thanh Thao Thuy Thuong Tien Trang Truc Tuyen Tuyet Uyen Vinh Vuong Vy Xuyen Yen',
	'Ajay Akshay Bhavya Chaitanya Dhruv Gurpreet Harpreet Hridaya Jaspreet Kshitij Lakshmi Manpreet Mridul Ojaswini Prithvi Rhythm Ridhima Rukmini Saanvi Shreyas Sukhjinder Sukhjit Swapnil Tanvi Udhay Ujjwal Vaishnavi Vyshnavi Yashasvi Yuvraj Yuvika',
	'Chukwuemeka Ekpenyong Ifeoma Ikechukwu Ikponmwosa Nkechi Nnamdi Ngozi Nwachukwu Obiageli Oghenekaro Okwudili Onyekachi Uchenna Uzoma Kwabena Kwaku Kwame Yaw Afua Akosua Mthunzi Nkosazana Nomvula Siphiwe Thembekile Thulani Xolani Zanele Zodwa Tsegaye Tigist Yohannes Mengistu',
	'Aoi Aoki Hyeon Hyun Jiwoo Jiyoung Jaehyuk Kyung Kyungsoo Minseo Seojun Seoyeon Soohyun Sunghoon Yeonwoo Yoonji Youngsook Yujin Ryota Ryuji Tetsuya Tsubasa Tsukasa Yuuki Yuya',
	'Braxton Brayden Bryson Gypsy Jaqueline Jaxxon Jayceon Kaydence Khaleesi Kyrie Maverick Nevaeh Quincy Quinn Quinton Ryleigh Tyquan Tyree Tyreek Tyriq Tyrique Zaiden Zyaire Jayquan Jaquan Daquan Marquise Shaquille Shaniqua Dwayne Dwight',
].flatMap((line) => line.split(' '));

const words = collect();
writeFileSync(
	file,
	`${JSON.stringify({ source: '@faker-js/faker 10.6.0 (MIT)', words: words.size, table: train(words) }, null, '\t')}\n`,
);
console.error(`${words.size} names`);

/** Names in Latin letters without marks; each counts once, so that common endings do not drown the rare ones. */
function collect(): Set<string> {
	const found = new Set<string>();
	const visit = (value: unknown): void => {
		if (typeof value === 'string') {
			const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
			for (const word of plain.split(/[^a-z]+/)) if (word.length > 1) found.add(word);
		} else if (typeof value === 'object' && value !== null) {
			for (const inner of Object.values(value)) visit(inner);
		}
	};
	for (const { person, location } of Object.values(allLocales)) {
		visit([person?.first_name, person?.last_name, location?.city_name]);
	}
	visit(more);
	return found;
}

/**
 * Surprise of every letter after every two, in eighths of a bit as one printable character (32 + eighths, at most 94).
 * Interpolated with shorter contexts (Witten–Bell), so that what was never seen is rare, not impossible.
 */
function train(names: ReadonlySet<string>): string {
	const counts = [1, size, size ** 2].map((contexts) => new Float64Array(contexts * size));
	for (const name of names) {
		const codes = [0, 0, ...[...name].map((letter) => alphabet.indexOf(letter)), 0];
		for (let at = 2; at < codes.length; at += 1) {
			const [a = 0, b = 0, c = 0] = codes.slice(at - 2, at + 1);
			for (const [order, context] of [0, b, a * size + b].entries()) {
				const table = counts[order];
				if (table) table[context * size + c] = (table[context * size + c] ?? 0) + 1;
			}
		}
	}
	let text = '';
	for (let context = 0; context < size ** 2; context += 1) {
		for (let c = 0; c < size; c += 1) {
			const bits = -Math.log2(chance(counts, context, c));
			text += String.fromCharCode(32 + Math.min(94, Math.round(bits * 8)));
		}
	}
	return text;
}

function chance(counts: Float64Array[], context: number, c: number): number {
	let p = 1 / size;
	for (const [order, at] of [0, context % size, context].entries()) {
		const row = counts[order]?.subarray(at * size, at * size + size) ?? new Float64Array(size);
		const total = row.reduce((sum, count) => sum + count, 0);
		const kinds = row.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
		if (total > 0) p = ((row[c] ?? 0) + kinds * p) / (total + kinds);
	}
	return p;
}
