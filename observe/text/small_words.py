"""Small words that every sentence of a language needs: English's, and those of some thirty others.

Written down for this from common knowledge; words that English has too are left out of the others'.
"""

from __future__ import annotations

#: Small words of English that are few other languages' too.
_OURS = (
    "the and you your yours that this it's it i'm i've i'll i'd are isn't aren't not with can can't "
    "cannot what what's for my of be but there they she if just know get got yes yeah yep okay right "
    "please thank thanks would could should don't doesn't didn't how about from when which then them our "
    "us his out up any some these those because were been being has hasn't haven't have does did who "
    "where why here very need like think going go call calling that's there's you're you've we're we've "
    "let let's by only than into back now today well mean really sure see help thing things something "
    "anything much many more other both after before until while too make made take took give say said "
    "tell told sorry hello bye goodbye one two three four five six seven eight nine ten"
)
OURS = frozenset(_OURS.split())

#: Small words of other languages, those that are English as well left out: Dutch, German, French, Spanish,
#: Portuguese, Italian, Welsh, Irish, Polish, Czech, Slovak, Croatian, Romanian, Hungarian, Turkish, Albanian,
#: Swedish, Danish, Norwegian, Finnish, Lithuanian, Latvian, Estonian, Indonesian, Vietnamese, Tagalog, Somali,
#: and Urdu, Hindi and Punjabi in Latin letters.
_THEIRS = (
    "het een dat niet ik zijn voor met aan ook naar bij uit nog wel deze mijn uw je jij wij hij zij ze "
    "maar kan kunt heb heeft wordt worden hoe wat waar iets onze goed dank bedankt alstublieft gaan moet "
    "heel hier daar geen als der das und ist ich nicht sie wir es ein eine einen einem einer auf für von "
    "zu den dem auch sich sind bei nach wie aber oder ihr ihre ihnen mir mich mein meine kann haben habe "
    "wird werden noch nur sehr danke bitte ja nein guten le la les un une et est que qui vous nous il "
    "elle ne pas pour avec dans sur ce cette mon votre notre sont suis être avez ai c'est j'ai d'un mais "
    "où très merci bonjour oui du des au aux plus bien tout faire mes vos el los las una de en por para "
    "con su sus mi tu se lo del al más pero como está estoy tengo tiene gracias hola sí muy qué cuál "
    "puede puedo usted señor señora ha ser este esta eso todo bueno os uma não da em com seu sua meu "
    "minha na nos mas estou tem tenho obrigado obrigada você olá sim muito isso pelo pela foi são ao ou "
    "gli di che non della dei delle sono ho hai ti si ci vi ma come questo questa anche più grazie "
    "buongiorno sì molto posso può suo mio mia nel nella alla perché qualcosa bene mae yn yr ac fy eich "
    "wedi gan oes unrhyw sut chi ni dw ydy ydych roedd hoffwn diolch ddim beth bod hyn hynny ond gyda "
    "rydw rwy mae'n dwi efo gen ei eu eto helpu bore iawn hwn hon oedd gallaf agus tá níl sé mé leis seo "
    "bhfuil raibh maith agat nie jest się że jak ale tak czy co dla od po przez jestem mam proszę "
    "dziękuję dzień dobry pani mój moja mnie pana bardzo może już tylko będzie są ta tego že jsem jsme "
    "jste za ano děkuji dobrý prosím mám máte můj není také nebo byl bylo som sme ste ďakujem áno môj "
    "alebo aj už ako koji što kako ali hvala molim dobar imam sam smo și cu pentru în din pe mai sunt ați "
    "vă mă să că dar foarte mulțumesc bună ziua az egy és nem hogy van ez meg csak már kérem köszönöm jó "
    "napot igen ve bir bu için ile var yok çok ben siz biz evet hayır merhaba teşekkür ederim lütfen "
    "olarak dhe në një është të që nuk për jam faleminderit och att det är jag inte på för med av till "
    "har om så ett tack hej nej mig min og ikke jeg til hei takk nei jer että ole minä sinä hän kiitos "
    "hyvää päivää kyllä olen mutta mitä kanssa niin ir yra kad iš aš jūs ačiū taip labas prašau nav ka "
    "paldies jā nē labdien lūdzu kas aga tere aitäh palun jah yang itu dengan ini untuk tidak dari saya "
    "anda akan pada ke apa bisa terima kasih ada không là của và có tôi bạn cho được này xin chào cảm ơn "
    "một những với ang ng mga sa hindi ito kayo salamat ko mo naman waa iyo oo ku uu ay waxaan mahadsanid "
    "maya haa fadlan hain ki aap nahi nahin kya mera meri bahut kar raha rahi hoon tha thi aur bhi ji "
    "mujhe haan shukriya dhanyavaad han tusi vich"
)
THEIRS = frozenset(_THEIRS.split()) - OURS
