//! Nouns of which numbers say nothing secret: invoices, orders, articles, errors, populations. All in lower case.

/// Nouns before a number that they name: "invoice 20871", "Artikelnummer 4471093", "код ошибки 5012". One line a language.
pub const NAMED_NUMBERS: &str = "invoice invoices bill order orders ticket tickets case docket article articles item items sku part model \
    population inhabitants census issue bug error errors page pages room rooms flat apartment house suite bus train flight platform line lines lane route highway \
    chapter verse exercise question task job build version revision commit patent lot batch barcode asin quote po pr rfc track episode season level terminal \
    elevation altitude attendance circulation score port ports parcel parcels package packages tracking shipment \
    rechnung rechnungsnummer bestellung bestellnummer auftrag auftragsnummer artikel artikelnummer artikelnr bestellnr ticketnummer \
    vorgangsnummer teilenummer modellnummer einwohner einwohnerzahl bevölkerung fehler fehlercode fehlernummer seite zimmer zimmernummer raum zeile kapitel flug zug linie paket sendung sendungsnummer pakets \
    facture commande chambre erreur habitants ligne chapitre vol train article pièce colis suivi \
    factura pedido artículo población habitantes habitación página línea capítulo vuelo tren paquete envío seguimiento \
    fattura ordine articolo popolazione abitanti errore stanza camera pagina riga capitolo volo treno bolla pacco spedizione \
    fatura pedido encomenda artigo população quarto erro linha capítulo voo comboio trem nota envio rastreio rastreamento \
    factuur factuurnummer bestelling bestelnummer ordernummer artikelnummer bevolking inwoners fout foutcode kamer pagina regel hoofdstuk vlucht trein pakket zending \
    faktura faktury fakturę fakturze zamówienie zamówienia zamówieniu artykuł artykułu ludność mieszkańców błąd błędu pokój pokoju strona stronie linia linii rozdział lot pociąg paczka paczki przesyłka przesyłki \
    fakturan fakturanummer beställning beställningsnummer artikelnr befolkning befolkningen invånare fel felkod rum rummet sida sidan rad kapitel flyg tåg paket paketet försändelse \
    fatura faturası sipariş siparişi siparişin ürün nüfus nüfusu hata oda sayfa satır bölüm uçuş kargo gönderi takip \
    счёт счет счёта счета заказ заказа артикул артикула население ошибка ошибки ошибку комната комнаты страница странице строка строке глава рейс поезд накладная посылка посылки отправление";

/// The same in scripts without spaces.
pub const NAMED_UNSPACED: &[&str] = &[
    "发票",
    "發票",
    "发票号",
    "订单",
    "订单号",
    "訂單",
    "货号",
    "型号",
    "人口",
    "错误",
    "错误代码",
    "错误码",
    "房间",
    "号码",
    "页",
    "航班",
    "工单",
    "編號",
    "注文番号",
    "請求書",
    "商品番号",
    "型番",
    "エラー",
    "エラーコード",
    "快递",
    "快递单号",
    "运单号",
    "便",
];

/// Words between such a noun and its number.
pub const BETWEEN_NOUN: &str = "is was are no nr n° nº # number num nummer numero número numéro numer номер № code about around nearly almost roughly \
    approx approximately over of ist liegt bei hat etwa ungefähr rund circa ca est environ près de es cerca alrededor unos è circa quasi \
    é aproximadamente het ongeveer ligt op to około wynosi jest är ungefär cirka yaklaşık numarası numaralı kodu около примерно составляет код";

/// Words behind a number that counts them.
pub const COUNTED: &str = "people inhabitants residents citizens views followers subscribers downloads rows records steps copies \
    einwohner einwohnern menschen aufrufe besucher habitants personnes vues habitantes personas visitas abitanti persone pessoas \
    inwoners mensen mieszkańców osób ludzi invånare personer kişi жителей человек людей просмотров";

/// Words of codes that are no secret, behind the word for a code: "код ошибки 5012", "code d'erreur 4041".
pub const HARMLESS_NEXT_WORDS: &str = "ошибки ошибка d'erreur erreur error errore erro błędu hatası hata fel fiscale promo promocional promocionnel réduction descuento \
    desconto sconto rabatowy promocyjny indirim скидки промо товара produit producto prodotto produto produktu article artículo articolo couleur color \
    barre barres país pays paese kraju страны ülke region région région 错误 route rosa civil penal d'honneur éthique ético freeze";
