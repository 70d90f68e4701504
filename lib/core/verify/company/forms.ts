/** Legal forms in Latin letters, in lower case without dots, as the registers of each country abbreviate them. */
export const latinForms: ReadonlySet<string> = new Set(
	[
		// English-speaking
		'inc,incorporated,corp,corporation,co,company,llc,l l c,ltd,limited,llp,lllp,lp,plc,pllc,pc,pa,pty ltd,pty,proprietary limited,pvt ltd,private limited,pte ltd,pte,ltd co,co ltd,company limited,co inc,unlimited,ulc,cic,cio,dac,clg,pbc,gp,bhd,sdn bhd,sendirian berhad,berhad',
		// German, Dutch, Nordic, Baltic
		'gmbh,mbh,ggmbh,gmbh & co kg,gmbh and co kg,gmbh & co kgaa,gmbh & co,gesmbh,ag,ag & co kg,kg,kgaa,ohg,gbr,ug,ug haftungsbeschrankt,ug & co kg,ek,e k,ev,e v,eg,e u,eu,stiftung,bv,b v,nv,n v,vof,v o f,cv,c v,bvba,vzw,sprl,asbl,maatschap,ab,aktiebolag,hb,as,asa,aps,a/s,i/s,k/s,oy,oyj,ab oy,oy ab,osakeyhtio,ehf,hf,uab,sia,ou,ooo',
		// French, Spanish, Portuguese, Italian
		'sa,s a,sas,s a s,sasu,sarl,s a r l,s.a r.l,eurl,sci,snc,scop,scs,sca,sl,s l,slu,s l u,sau,sc,s coop,scoop,sociedad anonima,sociedad limitada,sa de cv,s a de c v,s de rl,s de rl de cv,sapi de cv,sab de cv,srl,s r l,srls,spa,s p a,sapa,sas di,ss,ltda,limitada,lda,eireli,epp,mei,unipessoal lda,s/a,cia,y cia,societa per azioni',
		// East of there
		'sp z o o,spzoo,sp zoo,sp k,sp j,spolka akcyjna,s r o,sro,spol s r o,a s,a.s,kft,zrt,nyrt,bt,rt,d o o,doo,d d,dd,d.o.o,j d o o,eood,ood,ad,ead,a s,ao,zao,oao,pao,ltd sti,ltd s t i,as,anonim sirketi,limited sirketi,pjsc,jsc,ojsc,cjsc,ojsc,ao,tov,pt,tbk,pt tbk,kk,k k,gk,g k,yk,kabushiki kaisha,godo kaisha,co ltd,sac,saa,eirl,spa,fze,fzco,fz llc,fz-llc,wll,w l l,saog,saoc',
	].flatMap((line) => line.split(',')),
);

/** Legal forms in other scripts; they stand before or behind the name, often without a space. */
export const otherForms: readonly string[] = [
	'株式会社',
	'有限会社',
	'合同会社',
	'合資会社',
	'一般社団法人',
	'（株）',
	'(株)',
	'㈱',
	'股份有限公司',
	'有限责任公司',
	'有限公司',
	'有限責任公司',
	'股份公司',
	'集团',
	'주식회사',
	'(주)',
	'㈜',
	'유한회사',
	'בע״מ',
	'בע"מ',
	'شركة',
	'المحدودة',
	'ذ.م.م',
	'บริษัท',
	'จำกัด (มหาชน)',
	'จำกัด',
	'ООО',
	'ОАО',
	'ЗАО',
	'ПАО',
	'ТОВ',
	'ЕООД',
	'ООД',
	'ЕАД',
	'Α.Ε.',
	'ΑΕ',
	'Ε.Π.Ε.',
	'ΕΠΕ',
	'Ο.Ε.',
	'Ι.Κ.Ε.',
];
