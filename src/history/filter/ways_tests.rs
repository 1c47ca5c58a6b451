//! Secrets that a way in tells of, questions and their answers, and as many lines that hold none.

use super::{Filter, GAP};

/// Lines with a secret in them, which stands behind the `|`.
const SECRETS: &str = r#"
the guest wifi is Pelican_Bay9, its case sensitive|Pelican_Bay9
wifi upstairs is toastrack88 if you need it|toastrack88
WLAN bei uns ist Dachs.Bau7|Dachs.Bau7
le wifi ici c'est Marmotte_66|Marmotte_66
el wifi de casa es Girasol_41|Girasol_41
il wifi è Zucchina_33|Zucchina_33
o wifi é Jabuti_27|Jabuti_27
de wifi is Pannenkoek_9|Pannenkoek_9
wifi to Borsuk_77x|Borsuk_77x
вайфай тут Enot_5521|Enot_5521
the router takes Velvet!Moth now|Velvet!Moth
we use kettledrum55 for everything at the club|kettledrum55
I just use Lemonade_88 everywhere tbh|Lemonade_88
ich nehm Pusteblume88 für alles|Pusteblume88
j'utilise cornichon1981 pour tout|cornichon1981
uso tortilla2004 para todo|tortilla2004
uso polpetta1979 per tutto|polpetta1979
eu uso paçoca1990 pra tudo|paçoca1990
ik gebruik stamppot77 voor alles|stamppot77
używam pierogi1985 do wszystkiego|pierogi1985
у меня везде стоит, короче пельмень77|пельмень77
jag använder kanelbulle88 till allt|kanelbulle88
her şey için künefe1987 kullan|künefe1987
cat's name plus the year, so Mogli2011|Mogli2011
Name vom Hund plus Jahr, also Bello2014|Bello2014
le nom du chat plus l'année donc Minou2009|Minou2009
el nombre del perro más el año o sea Toby2012|Toby2012
nome del gatto più l'anno quindi Micio2013|Micio2013
the admin page opens with tinyDragon4|tinyDragon4
log in with pigeonpie22 till we change it|pigeonpie22
you can sign in with Hazel!9lake|Hazel!9lake
try Copper.Kettle8, thats what the router wanted last time|Copper.Kettle8
probier mal Wolken.Kuh3 am router|Wolken.Kuh3
the nanny gets in with 2718 at the side door|2718
postman lets himself in, gets in with 1944 through the gate|1944
man kommt mit 5832 durch die haustür rein|5832
on entre avec 4826 par la porte du jardin|4826
al garaje se entra con 9034|9034
dal cancello si entra con 3391|3391
pelo portão entra com 8823|8823
je komt binnen met 6174 bij de poort|6174
wchodzi się kodem 4419 przez bramę|4419
во двор заходи с кодом 7741|7741
kommer man in med 5518 i porten|5518
kapıdan 6672 ile girilir|6672
tablet entsperren mit muster oder 773102|773102
locker 12 by the pool, set it to 7-0-4-4|7-0-4-4
padlock on the shed, spin it to 4-1-9|4-1-9
the shed padlock, line up 8-3-5|8-3-5
Fahrradschloss auf 3-9-4-1 drehen|3-9-4-1
cadenas du vélo, tourne sur 6-1-8-2|6-1-8-2
el candado, ponlo en 7-2-5|7-2-5
il lucchetto, gira a 5-5-0-9|5-5-0-9
the key box by the gas meter takes B7714K|B7714K
garage door wants 7741 then the tick|7741
der schlüsselsafe nimmt 4821|4821
la boîte à clés prend 5093|5093
el candado pide 4417|4417
la cassaforte vuole 7716|7716
de kluis wil 6640|6640
сейф просит 5517|5517
8215 then hash and push|8215
3319 and then the star key, door's on the left|3319
unten 5514 und dann raute|5514
tape 7718 puis étoile|7718
7718 puis dièse et tu pousses|7718
4416 y luego almohadilla|4416
4416 e poi cancelletto|4416
6671 en dan hekje|6671
5512 potem kratka|5512
5512 затем решётка|5512
google texted 771 942 just now|771 942
440921 came by text, quick|440921
just got a text, 55 19 02 type that|55 19 02
the bank sent me 771204 by sms|771204
hab 551 903 per sms bekommen|551 903
773190 kam grad per sms|773190
j'ai eu 551 771 par sms|551 771
me llegó 442917 por sms|442917
mi è arrivato 883 104 via sms|883 104
chegou 551203 por sms, digita aí|551203
kreeg net 771 553 per sms|771 553
przyszło 442 917 smsem|442 917
пришло 551 204 по смс|551 204
fick 881 204 på sms|881 204
sms ile 551904 geldi|551904
短信收到 551204|551204
der automat will die pin, nimm 4417|4417
le distributeur demande le code, mets 5518|5518
el cajero pide el pin, pon 7714|7714
de automaat vraagt de pincode, doe 6613|6613
bankomat chce pin, daj 4418|4418
gate 4 key 7719|7719
brama klucz 5520|5520
подъезд 3 ключ 4471|4471
security question is the street, my answer was Bramblewood|Bramblewood
the secret answer we registered is Pumpernickel|Pumpernickel
if it wants the memorable word say Marzipanne|Marzipanne
mothers maiden name, put Ollerenshaw|Ollerenshaw
Sicherheitsfrage nach dem Haustier, die Antwort ist Schnurzel|Schnurzel
wenn sie nach dem Mädchennamen fragen sag Quittenbaum|Quittenbaum
question secrète: premier animal, la réponse est Pistache|Pistache
pregunta de seguridad, la respuesta es Calabacín|Calabacín
domanda di sicurezza, la risposta è Pallina|Pallina
ответ на контрольный вопрос: Барсик|Барсик
the pw is just pineapples|pineapples
password is simply the word gondolier|gondolier
the netflix password is literally just broccoli|broccoli
das passwort ist einfach nur regenwurm|regenwurm
das passwort ist das wort mondkalb|mondkalb
le mot de passe c'est juste pamplemousse|pamplemousse
la contraseña es simplemente berenjena|berenjena
la password è solo la parola melanzana|melanzana
a senha é só jabuticaba|jabuticaba
het wachtwoord is gewoon boterham|boterham
hasło to po prostu ogórek|ogórek
пароль просто слово огурец|огурец
lösenordet är bara pepparkaka|pepparkaka
library portal: user is 20551, pass Velvet.Otter|Velvet.Otter
username rowan_t and pass thimbleberry|thimbleberry
benutzer: mweber, pw: Dachs.Bau|Dachs.Bau
openssl enc -d -aes-256-cbc -k plumTree9 -in x.enc|plumTree9
plink -batch root@10.2.0.4 -pw Quince_44 uptime|Quince_44
ssh-keygen -p -N "old boat house" -f id_rsa|old boat house
CREATE USER 'shop'@'%' IDENTIFIED BY 'Quince_44';|Quince_44
ALTER USER reporting WITH PASSWORD 'quince44';|quince44
rar a -hpQuince44 backup.rar docs/|Quince44
my medicare id: 3RH8-YD2-KM47|3RH8-YD2-KM47
health insurance member id is XKD8840219|XKD8840219
Krankenversichertennummer Z204817736|Z204817736
mi NIE es Y4471829K|Y4471829K
Aadhaar aside, my PAN card is BXQPK4471L|BXQPK4471L
my pps number is 4471829TA|4471829TA
personnummer 850412-4471|850412-4471
2FA secret: KZXW 6YTB OI2D 4NBR|KZXW 6YTB OI2D 4NBR
if the QR fails type mzxw 6ytb oi5d 7qrp as the setup key|mzxw 6ytb oi5d 7qrp
Einrichtungsschlüssel: NB2W 45DF OIZA GEZD|NB2W 45DF OIZA GEZD
clave de configuración PF4G 22LT NRQX E3DP|PF4G 22LT NRQX E3DP
"#;

/// The same of words for secrets in other shapes.
const MORE_SECRETS: &str = r##"
hey wifi pw here is Lantern_fish9 hope it works|Lantern_fish9
Netflix: use mums login, password's Turnip!Soup22|Turnip!Soup22
the laptop wants a password, its Falcon.Ridge8|Falcon.Ridge8
to get on the wifi you need thunderOtter55|thunderOtter55
router sticker says k7Fq-92mX-pp1|k7Fq-92mX-pp1
hotspot on my phone, pw is pancake99, dont eat all my data|pancake99
ok the wifi: SunnyFlat, pass: marmite-toast-4|marmite-toast-4
u can log in as me, jdoe and Kestrel_88|Kestrel_88
my work login is asmith, password Harvest#Moon3, change it after|Harvest#Moon3
reset it to Temporary!2024 and tell her to change it|Temporary!2024
i set your temp password as Welcome-8841|Welcome-8841
the new passcode for the ipad is 290417|290417
front door keypad: 2580 and then the lock symbol|2580
alarm panel 6644 enter, you got 20 seconds|6644
we changed the alarm, now 7193|7193
the shed code is my birthday backwards, 9180|9180
airbnb says lockbox 0 4 7 1|0 4 7 1
key's in the lockbox, 5-5-9-1, scramble it after|5-5-9-1
gate: press 14 bell then 7723|7723
side gate opens w 3317#|3317#
safe combo 31-07-22|31-07-22
pin for the garage opener is one nine seven two|one nine seven two
my card pin is 6029 get me 40 quid|6029
atm pin 3391|3391
phone pin 129034 in case u need to call dad|129034
sim puk 48201193|48201193
telegram code: 55190|55190
WhatsApp code 482-190. Don't share this code with others|482-190
Your Uber code is 4471. Never share this code.|4471
[Bank] 771203 is your one-time passcode|771203
Use 338201 to verify your account|338201
they sent me a code 90 31 55 is that it|90 31 55
code from the app rn is 661 204|661 204
2fa: 118 203|118 203
the authenticator says 552 918 hurry|552 918
steam guard code RK4PX|RK4PX
backup codes 7k2m-99xp, 4hq1-zz82|4hq1-zz82
bitwarden master password: correct-Horse-77-lamp|correct-Horse-77-lamp
keepass master is "seven blue kites over Oslo"|seven blue kites over Oslo
my mums maiden name is Fairweather if the bank ask|Fairweather
security answer is always Poughkeepsie|Poughkeepsie
first pet question: say Mr Biscuits|Mr Biscuits
memorable place is Whitby pier|Whitby pier
telephone banking password is buttercup|buttercup
cvv on the back is 771|771
my national insurance is JG 10 37 59 A|JG 10 37 59 A
my licence number is SMITH 751219 JA9XY|751219 JA9XY
tax file number 123 456 782|123 456 782
ansible-playbook site.yml -e "ansible_password=Plum99x"|Plum99x
echo -n 'plumtart' | cryptsetup luksOpen /dev/sdb1 x -|plumtart
aws configure set aws_secret_access_key 8Hs0QmZ4rLwX1yPjq7Vb2LxPz0TnKe4RmYw9HcUa|8Hs0QmZ4rLwX1yPjq7Vb2LxPz0TnKe4RmYw9HcUa
"password": "hollow-reed"|hollow-reed
password=hollowreed;|hollowreed
spring.datasource.password: hollowreed|hollowreed
DB_PASS: 'hollow reed'|hollow reed
<password>hollowreed</password>|hollowreed
set password for root = 'hollowreed';|hollowreed
wpa_supplicant psk="hollowreed9"|hollowreed9
das WLAN Passwort ist Kaffeekanne42|Kaffeekanne42
WLAN-Key steht hier: 4471 9920 1183 0057|4471 9920 1183 0057
Haustürcode 4471 und dann Schlüsselsymbol|4471
Tor geht mit 6612 auf|6612
die Alarmanlage ist 8812, 30 Sekunden|8812
meine PIN ist 3390, hol mir 50 euro|3390
TAN ist 551 203|551 203
Code kam grad: 778201|778201
mein Netflix Passwort ist Sommerregen7|Sommerregen7
das Kennwort heißt Zitronenfalter|Zitronenfalter
le mot de passe du wifi c'est croissant2000|croissant2000
le code du portail 4471B|4471B
mon code de carte 3391|3391
tape 4471 puis la cloche|4471
j'ai mis Tournesol_8 comme mot de passe|Tournesol_8
la clave del wifi es gatitos2020|gatitos2020
el código de la puerta es 4471 y empuja|4471
mi pin es 3390 saca 40|3390
me ha llegado el código 551203|551203
puse Girasol_8 de contraseña|Girasol_8
la password è gattomiao7|gattomiao7
il codice del cancello è 4471|4471
pin della carta 3390|3390
mi è arrivato il codice 551203|551203
a senha é gatinho77|gatinho77
o código do portão é 4471|4471
senha do cartão 3390|3390
chegou o código 551203|551203
het wifi wachtwoord is fietsbel77|fietsbel77
code van de poort is 4471|4471
pincode 3390|3390
hasło do wifi kotek77|kotek77
kod do klatki 4471|4471
pin 3390|3390
przyszedł kod 551203|551203
пароль от вайфая kotik77|kotik77
код от подъезда 4471|4471
пин 3390|3390
пришел код 551203|551203
lösenordet är kattunge77|kattunge77
portkoden är 4471|4471
wifi şifresi kedicik77|kedicik77
kapı şifresi 4471|4471
密码是 maomi77|maomi77
门口密码 4471|4471
パスワードはneko77だよ|neko77
ドアの暗証番号は4471|4471
password wifi kucing77|kucing77
kode pintu 4471|4471
pin atm 339021|339021
kode otp 551203 jangan kasih siapa2|551203
jelszó: macska77|macska77
salasana on kissa77|kissa77
heslo na wifi je kocicka77|kocicka77
parola de la wifi e pisica77|pisica77
"##;

/// And of indirect speech.
const INDIRECT_SECRETS: &str = r##"
btw the wifi at the office is called Falcon and the key is Brisk.Lake88|Brisk.Lake88
my yahoo one is the same but with a 7, so Clementine7|Clementine7
username: hollyb / password: same as always, Winter_hat3|Winter_hat3
it was Bluebell!4 last time i checked, for the school portal login|Bluebell!4
log into my email for me? hollyb and Bluebell!4|Bluebell!4
teams login for the new guy: temp pass is Onboard-2231|Onboard-2231
laptop unlock: 774412|774412
the tablet opens with 1357|1357
dads phone is 0411 to unlock|0411
unlock pattern is a Z, backup pin 8820|8820
type 6630 on the panel by the stairs|6630
you'll need 4417 for the barrier at the car park|4417
bin store code is C2580|C2580
bike shed is 3-1-4-2|3-1-4-2
numbers for the padlock are 4, 1, 7, 9|4, 1, 7, 9
key safe number 2291, left of the door|2291
holiday let: keysafe 5510 then pull down|5510
lift needs 7714 after 8pm|7714
the boiler room door, 9931 and turn|9931
gym locker combo 24-8-36|24-8-36
security code on my amex is 4417|4417
exp 04/27, three digits 318|318
voicemail pin's 0093|0093
my pin's changed, its 5582 now|5582
screen time passcode 8841|8841
parental control pin 5520|5520
bank texted 90 33 12, put it in the box|90 33 12
it says your code is 448120|448120
448 120 that was the code|448 120
enter 448120 on the website when it asks|448120
discord sent 448120 to my mail, use that|448120
paypal code: 448120 expires in 10 min|448120
google authenticator is showing 448 120|448 120
our family password for the vault is teapot-lantern-44|teapot-lantern-44
zip password = invoice2024!|invoice2024!
encrypted it with Mango.Sorbet9|Mango.Sorbet9
the archive is locked with peachmelba7|peachmelba7
decrypt with passphrase pale-grey-heron|pale-grey-heron
api secret is 8fK2mQ9xL4vT7wZ1|8fK2mQ9xL4vT7wZ1
ssh root@10.0.0.9 pw is quarry-stone-6|quarry-stone-6
sshpass -e is better than sshpass -p quarrystone|quarrystone
Set-ADAccountPassword -NewPassword (ConvertTo-SecureString "Quarry7Stone" -AsPlainText -Force)|Quarry7Stone
New-LocalUser joe -Password (ConvertTo-SecureString 'Quarry7Stone' -AsPlainText -Force)|Quarry7Stone
runas /user:joe "cmd" pw Quarry7Stone|Quarry7Stone
schtasks /create /tn job /ru joe /rp Quarry7Stone|Quarry7Stone
kubectl create secret generic db --from-literal=password=quarrystone|quarrystone
heroku config:set SECRET_KEY_BASE=quarrystone99|quarrystone99
vault kv put secret/db password=quarrystone|quarrystone
my passport number is L8X4471K2|L8X4471K2
blue cross member id XEH884120731|XEH884120731
driving licence no HOLLY 805123 HB9IJ|805123
mein Personalausweis L22N1P0R8|L22N1P0R8
Krankenkasse will meine Versichertennummer, A123456780|A123456780
Haustür: 4417 eingeben, dann drücken|4417
Schließfach 22 geht mit 8831 auf|8831
Kofferschloss steht auf 417|417
Handy-PIN 4417, falls du telefonieren musst|4417
Code für die Garage ist die 4417|4417
bei Netflix einfach Sonnenhut_7 eingeben|Sonnenhut_7
Passwort wie beim Router, Sonnenhut_7|Sonnenhut_7
Anmeldung mit holly und Sonnenhut_7|Sonnenhut_7
pour la porte du garage c'est 4417|4417
digicode du bas 44B17|44B17
le cadenas c'est 417|417
pour te connecter: holly / Tournesol_7|Tournesol_7
mon code pin c'est 4417 si jamais|4417
la caja de llaves se abre con 4417|4417
el telefonillo es 4417 y campana|4417
pon 4417 en la alarma|4417
la contraseña del ordenador es tortuguita|tortuguita
usuario holly contraseña Girasol_7|Girasol_7
per entrare fai 4417 al cancello|4417
la cassetta delle chiavi è 4417|4417
la password del pc è tartaruga|tartaruga
utente holly, password Girasole_7|Girasole_7
o alarme desliga com 4417|4417
a senha do notebook é tartaruga|tartaruga
usuário holly senha Girassol_7|Girassol_7
sleutelkastje 4417|4417
de deur beneden is 4417 hekje|4417
wachtwoord laptop is schildpad|schildpad
do bramy wpisz 4417|4417
skrytka na klucze 4417|4417
hasło do laptopa to żółwik|żółwik
login holly, hasło Słonecznik_7|Słonecznik_7
домофон 4417|4417
ключница 4417, справа от двери|4417
логин holly, пароль Podsolnuh_7|Podsolnuh_7
porten är 4417|4417
nyckelskåpet har koden 4417|4417
alarmı 4417 ile kapat|4417
门锁 4417|4417
报警器密码4417|4417
ロッカーの番号は4417です|4417
its on the back of the router, 8KX2-99PL-QW4T|8KX2-99PL-QW4T
just put rhubarb77 when the popup comes|rhubarb77
the login popup wants rhubarb77|rhubarb77
my pass is rhubarbcrumble|rhubarbcrumble
pw's rhubarb_77|rhubarb_77
p: rhubarb77 u: jen|rhubarb77
jen@example.org / Rhubarb77!|Rhubarb77!
mums ipad pin is dads birthday 2308|2308
the pin's the year we got married, 1994|1994
pin is the last four of my old number, 5519|5519
safe word for the alarm company is tangerine|tangerine
press and hold then 3391 to disarm|3391
disarm with 3391|3391
to disarm its 3391 off|3391
the spare key box code: 7-7-1-3|7-7-1-3
key lock box 7713 front porch|7713
back gate padlock 7713|7713
gate is 7713 if your late|7713
you want 7713 on the gate|7713
flat door downstairs is 7713#|7713
buzz in w/ *7713|7713
entry code *7713# for block C|7713
bank card pin starts 77 ends 13 so 7713|7713
otp 771 300|771 300
here's the 6 digits: 771300|771300
verification number 771300|771300
my code came, seven seven one three zero zero|seven seven one three zero zero
amazon otp 771300 for the delivery guy|771300
delivery pin 7713 for the parcel|7713
collect code for the locker 7713HX|7713HX
insta backup code 7713 0021|7713 0021
my insta got locked, the new one is Rhubarb.Fool2|Rhubarb.Fool2
steam pass changed, now Rhubarb.Fool2|Rhubarb.Fool2
set it all up for you, user jen pass Rhubarb.Fool2|Rhubarb.Fool2
your account is ready. Username: jen. Temporary password: Xq7!mmR2|Xq7!mmR2
Initial password is your surname plus 2024, i.e. Ollerton2024|Ollerton2024
admin/admin123 on the printer|admin123
printer web page admin / admin123|admin123
root:toor77 on the pi|toor77
the pi is pi / raspberry99|raspberry99
minecraft server pw = creeper99|creeper99
zoom: id 884 2210 3391 pwd kJ7w2Q|kJ7w2Q
meeting passcode 448812|448812
crypto wallet pin 448812|448812
ledger pin 44881220|44881220
disk encryption pw at boot heronquilt9|heronquilt9
bios password heron9|heron9
luks passphrase is heron quilt basil lamp|heron quilt basil
sudo pw on the box is heronquilt|heronquilt
db creds: shop / heron9quilt|heron9quilt
snmp community is h3ronquilt|h3ronquilt
shared key for the vpn: h3ron-quilt-basil|h3ron-quilt-basil
vpn psk h3ronquilt99|h3ronquilt99
api key 77f0a1b2c3d4e5f60718293a4b5c6d7e|77f0a1b2c3d4e5f60718293a4b5c6d7e
der code fürs schließfach war 7713|7713
die pin ist mein geburtsjahr, 1967|1967
mein passwort war immer hasenfuß3|hasenfuß3
einfach 7713 tippen dann geht die tür auf|7713
paketkasten 7713|7713
le code du cadenas 7713|7713
c'est 7713 pour désactiver l'alarme|7713
mon mdp c'est lapinou77|lapinou77
tu mets 7713 et tu valides|7713
para desactivar la alarma 7713|7713
mi contraseña de siempre conejito77|conejito77
il codice per disattivare è 7713|7713
la mia password è coniglietto|coniglietto
pra desligar o alarme é 7713|7713
minha senha é coelhinho77|coelhinho77
om het alarm uit te zetten 7713|7713
mijn wachtwoord is konijntje77|konijntje77
żeby wyłączyć alarm 7713|7713
moje hasło to króliczek77|króliczek77
чтобы снять с сигнализации 7713|7713
мой пароль зайчик77|зайчик77
"##;

/// Lines of which nothing is cut.
const HARMLESS: &str = r#"
the wifi is called BlueHeron_Guest
wifi here is so bad I'm on 4G
our router is a TP-Link Archer AX55
my router is a FRITZ!Box 7590
wifi is fine upstairs, 40 mbps
thanks for everything @Lily_Rose99
I use Ubuntu22 for everything
I use Python3 for everything these days
we use Excel2016 for everything at work
i use the same pan for everything
flour gets everywhere, 500 grams of it
I've looked everywhere for my keys
the name plus the year is printed on the back
plus the year 1987 was the best one
my username is Frog_Pond77 on there
my insta account is Lily.Rose99
spotify account is dj_klaus99, follow me
log in with OAuth2 or SAML
sign in with iPhone15 or the browser
you can log in with your work account
the team got in with 4500 votes
he got in with 300 other people
she gets in at 1815, gate 27
getting in at 19:40 tonight
he came in with 1200 euros in his pocket
the parking garage takes 450 cars
the lock takes two AA batteries
the safe weighs 1450 kg
the alarm went off at 0647
set the alarm for 0530 please
turn it up to 11
turn the oven to 180 and set the timer
turn to page 1204
set the volume to 4500
the gate closes at 2130 or 2200 in summer
it's flight 4471 or 4473, not sure
we need 4 or 5 chairs
he sent me 2500 photos
she texted me at 1815
my boss texted about the 2025 budget
the parcel came through customs in 2024
i got 1250 likes on it
got sent 12000 spam mails
the bank texted me about a 450 pound charge
sms costs 9 cents each
j'ai reçu 250 euros
ich habe 1200 Euro bekommen
he recibido 300 correos
recebi 4500 reais
dostałem 1500 zł
пришло 300 человек
пришло 1500 рублей
fick 500 kronor
the station has 4471 steps, then a bell tower
in 1945 and then the bells rang
there were 3000 people and then the star of the show came
the security question was harder than I thought
security questions are a bad idea
the answer is 42
my answer was no
the answer to everything is love
my mother's maiden name is long
they asked me for my maiden name again
the password is just too long
the password is just annoying to type
the password is simply not accepted
my password is only stored hashed
passwords are salted and hashed with bcrypt2
passwords are stored with AES256
das Passwort ist einfach zu kurz
das passwort ist nur ein beispiel
le mot de passe est juste trop long
la contraseña es solo para ti
la password è solo temporanea
a senha é só numérica
het wachtwoord is gewoon te kort
hasło jest po prostu złe
hasło reklamowe: smak lata
hasło do krzyżówki na 7 liter
hasło wyborcze partii jest śmieszne
пароль просто забыл
username and password please
user and pass are required
enter your user name and password below
git show a41e7d90c5b2f3867e14d0a9c8b7f6e5d4c3b2a1
fixed in commit 3f9c2ab7d1e84c60b5a7
bisect says 9f3c2ab7d1e84c60b5a79f3c2ab7d1e84c60b5a7 is bad
sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
md5sum 9e107d9d372bb6826bd81d3542a419d6 matches
reset to HEAD at 5d41402abc4b2a76b9719d911017c592b1f0c3de
npm i react@18.3.1 react-dom@18.3.1
yarn add @types/node@20.11.5
pip install requests==2.31.0
cargo add serde@1.0.197
Access denied for user 'app'@'localhost'
ERROR 1146 (42S02): Table 'shop.orders' doesn't exist
ERROR 2002 (08001) again
UPDATE users SET active = 1 WHERE id = 88412;
DELETE FROM sessions WHERE token IS NULL AND user_id = 4417;
SELECT name FROM codes WHERE id = 7731 LIMIT 2000
secretName: app-secrets
valueFrom: { secretKeyRef: { name: db, key: password } }
imagePullSecrets: [regcred]
openssl version
openssl req -new -key server.key -out server.csr
net user
gpg --verify release.tar.gz.asc
ssh-keygen -lf id_rsa.pub
XxDarkWolf_2009xX destroyed me again
xX_Sn1per_Xx is cheating
DragonSlayer_4000 joined the game
my medicare appointment is on 12 March
health insurance went up to 412 a month
passport photos cost 1450 yen
my NHS appointment is 10:30
the member id is on the back
policy number is on the letter
AAAA BBBB CCCC DDDD
KILL THEM WITH LOVE
WAIT WHAT THEY SAID THIS ABOUT THEM
B2B and B2C SaaS
sda1 sda2 sdb1 sdb2
gate 12 key points of the plan
house key 2 copies please
the answer key is on page 4471
score was 2710 to 2655
wordle 1,204 3/6
new high score 88412!
order 4471920 shipped, tracking to follow
room 4471 or 4473?
what are you wearing for the party? dress code is 1920s
the code for this is 1200 lines long
the lobby is on floor 12
the elevator was built in 1931
the entrance fee is 1250
he opened the door at 0715
the doorbell costs 89.99
meet at the gate, 1845
platform 9, then the bell tower
for the record, 1987 was better
my locker is number 41
locker 41 at the gym smells
the combination of 4 spices
the bike lock cost 45
we drove 1250 km to get in for the wedding
pin this: meeting at 1430
bowling score 1450
version 2024.1.3 is out
released v3.14.159 today
#Euro2024 was great
#mood2024
the hotel had 1200 rooms and then the bell boy left
"#;

const MORE_HARMLESS: &str = r#"
wifi is down again, third time today
can you restart the router, the light is red
what's the point of a wifi6 router
netflix put the price up to 15.99
netflix has 2 new seasons of it
i logged in and it says error 503
can't log in on my phone, works on the laptop
login page looks weird on iPhone14
sign in sheet is at the desk
he signed in at 0845
unlock at level 45
the unlock animation takes 300 ms
my phone unlocks with my face now
door's open, come in
who left the back door open at 2am
door number 1204
i live at 4471 Maple Street
apartment 1407, ring twice
buzz 1407 when you get here
gate 1407 is now boarding
the garage charged me 450 for brakes
garage sale from 0900
alarm is set for 6:45
my alarm didn't go off
the alarm cost 1250
safe to say we lost 4-1
safe at home, took the 2315 train
lock screen photo is so cute
locked in at 3.45 percent
the locker room smells like 1987
bike lock got cut, 80 quid gone
locks cost 45 each
keypad on my phone is broken
he has the code of a gentleman
codes for the game come out friday
discount code SUMMER20 works till sunday
use code HELLO15 for 15 percent off
promo code is BLACKFRIDAY
my pin cushion has 40 pins
pinned your message
bowling: 182, 145 and 201
scored 1450 on the SAT
my chess rating is 1612 now
got 4471 steps today
ran 5k in 24:31
weigh 82.5 kg
it's 1200 miles
paid 1499 for the macbook
rent is 1,650 plus bills
salary is 42000 before tax
raised 12500 for charity
it was 250,000 people
born in 1987, moved in 2009
class of 2004 reunion
19th of march 2025
at 14:30 or 15:00
half six, so 1830
the 1845 from paddington
flight BA2490 lands 21:15
seat 24C, gate B22
confirmation is under my name
order #4471 is ready
tracking says out for delivery
invoice 10442 attached
ticket 88213 closed
PR 1482 is merged
issue #2291 again
see RFC 7519
port 8080 is taken
listen on 127.0.0.1:3000
HTTP 502 from nginx
exit status 139
v2.14.0-rc1
node 20.11.1
python 3.12 vs 3.11
commit 9f3c2ab broke it
rebase onto 4e1a9c27
the sha is 9f3c2ab7d1e4
docker pull redis:7.2.4
kubectl get pods -n kube-system
git push origin feature/login-page
scp file.txt me@server:/tmp
const token = getToken();
if (password.length < 8) return;
password: z.string().min(8)
<input type="password" name="pw">
auth: { user: process.env.USER, pass: process.env.PASS }
token: ${{ secrets.NPM_TOKEN }}
SECRET_KEY = os.environ["SECRET_KEY"]
password = input("Password: ")
throw new Error("invalid password");
ALTER TABLE users ADD COLUMN password_hash text;
SELECT count(*) FROM logins WHERE year = 2024;
INSERT INTO codes VALUES (1, 'a');
passwordless login is nice
password reset link expired
forgot my password for the third time
my password has a typo in it i think
we should rotate passwords monthly
password must have 1 number
the password strength meter is silly
passwords leak all the time
the passcode is too long to type
pass me the salt
boarding pass is in the app
i passed with 78 percent
passing 40 next week lol
no pass no entry
day pass is 15 euros
keys are in the drawer
the key change at 3:12 gives me chills
key lime pie
a minor key
api key rotation is on friday
token ring networks were fun
bitcoin at 64000
wallet stolen on the bus
seed packets arrived, carrots and peas
seeded 4th in the draw
recovery took 6 weeks
secret santa budget is 20
security was slow, 45 minutes
security guard said no
the answer was in chapter 12
verify your email they said
verification pending since 2022
authenticator app lost all my accounts
two factor is annoying
got a text from mum
she texted 3 times
text me when you land
sent me 12 memes
they sent me the wrong size, 42 instead of 44
card declined twice
credit card bill is 1204.50
birthday card for nan
card 4 of 52
my new number is in my bio
@maria_92 look at this
@dev_joe88 can you review
user4412 is a bot
username taken, trying river_fox22
my gamertag is ShadowFox_99
add me on discord, riverfox22
insta: lily.rose.99
follow @cafe_luna2024
#summer2024 #tbt
IMG_20240612_1845.jpg
report_final_v3.docx
Q3 2024 results
ISO 27001 audit
AES256 encryption
RTX4090 is overkill
iPhone15Pro in blue
PS5 and XboxOne
GPT4 wrote it
Windows11 update again
M1 chip macbook
B12 vitamins
COVID19 test was negative
H1N1 shots
WD40 and duct tape
Passwort schon wieder falsch
Passwort muss 12 Zeichen haben
Code Review um 15 Uhr
PIN vergessen, peinlich
Tür klemmt seit 2022
Tor in der 89. Minute
Zug um 1745, Gleis 4
Schlüssel vergessen
mot de passe oublié
code promo ETE20
code postal 69003
le portail est cassé
train de 18h42
clé USB de 64 Go
contraseña olvidada
código postal 41003
la puerta 4 del estadio
son 1250 euros
la llave está en la mesa
password dimenticata
codice sconto ESTATE20
il treno delle 1745
costa 1250 euro
senha esquecida
código de desconto VERAO20
porta 4 do estádio
wachtwoord vergeten
kortingscode ZOMER20
spoor 4, 1745
zapomniałem hasła
kod rabatowy LATO20
peron 4
забыл пароль
промокод LETO20
код города 495
glömt lösenordet
rabattkod SOMMAR20
şifremi unuttum
indirim kodu YAZ20
忘记密码了
优惠码 SUMMER20
パスワード忘れた
クーポンコード SUMMER20
lupa password
kode pos 40115
kode promo HEMAT20
"#;

const INDIRECT_HARMLESS: &str = r##"
can someone send the login details to Dave
my login is still not working since tuesday
login: works, search: broken
the office wifi dropped at 1430 again
wifi 7 routers cost 400
hotspot used 12 gb already
netflix recommended Dark, it's 8.7 on imdb
need 4 people for the escape room
need 1200 words by friday
you'll need 3500 for the deposit
the barrier tape is 100 m long
the panel by the stairs is loose
the lift is stuck on 7
lift needs repair since 2023
the tablet opens with a crack sound
shed measures 2400 by 1800
the bike shed was built in 1998
the boiler is from 2011 and leaks
lock the shed at 2100
the locks change in 2026
set it to 180 for 40 min
set to launch in 2025
set the thermostat to 21
turn it to 200 degrees
turn left then right at 4417 Main Street
numbers for the raffle are 12, 48 and 93
lottery: 4, 18, 22, 31, 40, 47
barcode 5012345678900
lot 4417 sold for 12000
catalogue number 4417
dial in at 10, the meeting id is on the invite
extension 4417
call ext. 2210
postcode SE10 9NF
my address is 4417 Oak Street
the answer to question 4 is 1912
question 12, answer b
exam code CS2040
course CS101 is full
module MA2101 again
room B204
aisle 14 shelf 3
the score at half time was 2-1-1
chess opening C45
route A4417
model XPS9320
part 7714-A
serial starts with C02
photo DSC04417
file v2_final2
hex #ff8800
0xdeadbeef lol
sha1sum differs
commit a41e7d9 fixes it
merge 4e1a9c2 into main
tag v1.4417
pip install django==4.2.11
npm i typescript@5.4.5 -D
docker image node:20-alpine
helm upgrade web ./chart --set replicas=3
openssl s_client -connect example.org:443
net use
net user /?
vault status
gh auth status
ssh-add -l
chmod 700 ~/.ssh
password_hash column is varchar(255)
token_count = 4417
max_tokens: 2048
tokens per second: 4417
PASSWORD_RESET_TIMEOUT = 3600
secret.yaml is in the repo
key: value
primary_key=True
"private": true
auth = None
passphrase optional
if pin is None: return
for code in codes: print(code)
assert code == 200
status_code == 404
return 401 if token is missing
unlockDoor() throws
class LoginForm(Form):
<Login onSubmit={submit} />
git commit -m "fix login"
the new login flow has 3 steps
sign up costs 45
sms bundle of 500
got 12 sms today
texted him twice
text 60777 to win
text STOP to 85258
sent 450 to your account
just came back from the gym
just came home, 18:40
came through in the end, 3-2
popped up 5 min ago
received 120 applications
encrypted traffic is up 40 percent
encrypt everything
locked with a key
archive of 1987 photos
the vault in the bank is from 1920
memorable trip in 2019
memorable place, we should go back
that place is so memorable
secret ingredient is nutmeg
secret word of the day is umbrella lol
pet insurance is 22 a month
insurance number is on the letter
insurance went up 12 percent
member since 2014
id be up for it at 1900
licence fee is 169.50
Ausweis vergessen
Tür ist 2 m breit
Schloss Neuschwanstein kostet 21
die Klingel ist kaputt, ruf an
Garage kostet 90 im Monat
Tor durch Müller 67.
geht mit 12 Leuten auf Reisen
Alarm um 0630
le cadenas coûte 12,90
la porte 14 est fermée
rendez-vous porte 4 à 14h30
la alarma suena a las 7
abre a las 10 y cierra a las 20
el candado cuesta 12
cancello chiuso dalle 22
la porta è alta 2 metri
o portão fecha às 22
a porta 12 é a nossa
de deur is 2 meter
alarm staat op 0630
drzwi są otwarte od 8
brama zamknięta po 22
дверь открыта с 9 до 18
ворота закрыты до 2025
dörren är öppen
larmet gick kl 0315
kapı 9'da açılıyor
门票 120 元
密码学考试在305教室
ロッカーは100円です
popup says update available
the popup wants me to install chrome128
it's on the back of the box, model KX-2200
give the driver 20 quid
give the driver a tip, route 7713
delivery between 1315 and 1415
delivery is 4.99
the digits on the clock are huge
here's the 6 photos you wanted
meeting id 884 221 is wrong
zoom at 1430
meeting room 4417 is free
minecraft server has 20 slots
the pi is at 192.168.1.14
raspberry pi 4 model b 8gb
printer needs toner TN2420
bios update 1.14
disk is 2048 gb
veracrypt volume won't mount
ftp is so 1998
db has 4417 rows
vpn is slow, 3 mbps
snmp polls every 300 seconds
surname plus first initial please
the year we got married was amazing
dads birthday is 23 august
the last four were the best
it's the last four of 12 episodes
married in 1994, divorced in 2003
gate is locked after 2200
gate is 3 m wide
flat door downstairs is broken
you want 1200 for that bike?
you want 7713 points to level up
disarm the bomb in 30 seconds
the alarm company charges 29 a month
say hi to tangerine the cat
safe word lol
code for the lads: be on time
press and hold for 3 seconds
hold the power button for 10 seconds
spare key under the pot
insta got locked again
steam sale, 75 percent off
steam deck is 419
account is ready, check your mail
your temporary password has been sent
temporary password expired after 24h
initial release was in 2009
the bot replies in 300 ms
shared drive is full, 1.9 tb of 2
shared flat, 4 rooms, 1650 total
entry is free before 2300
entry fee 15 at the door
entries close 31/08
block C is near gate 4
padlock prices went up 12 percent
two padlocks for 9.99
key ring with 12 keys
box of 24
locker room at 1815
verification of the numbers took 4 hours
verification number is on the sheet
otp never came
amazon order 204-4417713-8821947
amazon gift card, 25
pin code area in india is confusing
last pin standing
die pin kommt per post
Geburtsjahr 1967, Modell W201
Schließfach kostet 4 Euro
Paketkasten ist voll
gib mir 5 minuten
gib beim bäcker 3 brötchen in auftrag
le cadenas a rouillé
tu mets 200 g de farine
tu mets 2500 euros de côté
para desayunar a las 0830
la alarma de las 0630
il codice della strada del 1992
alarme toca às 0630
om 1715 bij het station
żeby zdążyć na 1715
чтобы успеть к 1715
у меня 1500 рублей
мой номер места 44
"##;

/// A message, the next one, and the secret in it.
const ANSWERS: &[(&str, &str, &str)] = &[
    ("what's the wifi at yours?", "Otter.Creek44", "Otter.Creek44"),
    ("wifi?", "marmalade_77", "marmalade_77"),
    ("wie heißt das wlan passwort", "Dachsbau77", "Dachsbau77"),
    ("c'est quoi le wifi ?", "Marmotte_66", "Marmotte_66"),
    ("cuál es el wifi?", "Girasol_41", "Girasol_41"),
    ("which password did you use for the printer", "inkjet.Blue9", "inkjet.Blue9"),
    ("what's the password for the laptop?", "marigold", "marigold"),
    ("what's the netflix password", "blue tractor 77", "blue tractor 77"),
    ("Enter passphrase for /home/kai/.ssh/id_rsa:", "the old boat sinks at 9", "the old boat sinks at 9"),
    ("Enter passphrase (empty for no passphrase):", "seven green kettles", "seven green kettles"),
    ("security question: name of your first school?", "Bramblewood Primary", "Bramblewood Primary"),
    ("they ask the security question, first pet?", "Moppet", "Moppet"),
    ("Sicherheitsfrage: Name des ersten Haustiers?", "Schnurzel", "Schnurzel"),
    ("question secrète : ville de naissance ?", "Saint Malo", "Saint Malo"),
    ("pregunta de seguridad: ¿primera mascota?", "Calabacín", "Calabacín"),
    ("how do i open the gate", "4417 then hash", "4417"),
    ("how do I get in?", "4417#", "4417"),
    ("im at the front door", "4471", "4471"),
    ("wie mach ich den alarm aus", "6613 und dann raute", "6613"),
    ("comment on ouvre le portail", "5518 puis étoile", "5518"),
    ("как открыть домофон", "4471 решётка", "4471"),
    ("they need your passport number", "533380006", "533380006"),
    ("what's your medicare number", "1EG4-TE5-MK73", "1EG4-TE5-MK73"),
    ("¿tu DNI?", "12345678Z", "12345678Z"),
    ("qual è il codice fiscale?", "RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("did the sms come", "773 190", "773 190"),
    ("wifi password??", "Lantern.fish9", "Lantern.fish9"),
    ("what do i type to get on the wifi", "thunderOtter55", "thunderOtter55"),
    ("can u remind me of the netflix login", "jdoe / Turnip!Soup22", "Turnip!Soup22"),
    ("pin?", "6029", "6029"),
    ("what's the pin for your card", "6029 dont lose it", "6029"),
    ("code for the gate?", "its 7723", "7723"),
    ("how do we get into the building", "7723 then the bell", "7723"),
    ("alarm??", "6644", "6644"),
    ("the alarm is going off", "6644#", "6644"),
    ("they just texted you a code", "55 19 03", "55 19 03"),
    ("whats the code they sent", "338201", "338201"),
    ("did you get the otp", "yep 338201", "338201"),
    ("[sudo] password for kai:", "hollow.reed9", "hollow.reed9"),
    ("Password:", "hollowreed", "hollowreed"),
    ("Enter PIN for 'PIV card':", "44719", "44719"),
    ("mother's maiden name?", "Fairweather", "Fairweather"),
    ("what's your memorable word", "buttercup", "buttercup"),
    ("name of your first pet (security question)", "Mr Biscuits", "Mr Biscuits"),
    ("need your passport no for check in", "562910384", "562910384"),
    ("ssn?", "219-09-9999", "219-09-9999"),
    ("sort code and account?", "40-11-22 12398745", "12398745"),
    ("whats ur iban", "GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19"),
    ("expiry and cvv?", "11/27 402", "402"),
    ("Wie lautet der Türcode?", "4471 und dann Raute", "4471"),
    ("wlan?", "Kaffeekanne42", "Kaffeekanne42"),
    ("le code de l'alarme ?", "6644", "6644"),
    ("la clave del wifi?", "gatitos2020", "gatitos2020"),
    ("qual è il pin?", "3390", "3390"),
    ("a senha?", "gatinho77", "gatinho77"),
    ("het wachtwoord?", "fietsbel77", "fietsbel77"),
    ("jakie hasło?", "kotek77", "kotek77"),
    ("какой пароль?", "kotik77", "kotik77"),
    ("şifre?", "kedicik77", "kedicik77"),
    ("密码?", "maomi77", "maomi77"),
    ("パスワード?", "neko77", "neko77"),
];

/// A message, and the next one, of which nothing is cut.
const HARMLESS_ANSWERS: &[(&str, &str)] = &[
    ("what's the wifi like there?", "terrible"),
    ("wifi?", "nope, nothing"),
    ("whats the wifi password?", "dunno"),
    ("which password manager do you use?", "Bitwarden"),
    ("what password rules do they have?", "12 characters"),
    ("what's the password?", "no idea sorry"),
    ("what's the password?", "ask Ben, he set it up"),
    ("security question: what street did you grow up on?", "i dont remember"),
    ("they asked me a security question", "weird"),
    ("how do i open the gate", "just push it"),
    ("how do i get there", "bus 44 then walk"),
    ("im at the front door", "coming"),
    ("im at the front door", "1830"),
    ("when does the gate open?", "1845"),
    ("what year was the door made", "1931"),
    ("they need your passport number", "its at home"),
    ("did the sms come", "not yet"),
    ("who was the user?", "Anna"),
    ("i lost my keys everywhere", "RTX4090"),
    ("whats the alarm time", "0645"),
    ("Enter passphrase for key:", "idk"),
    ("how do I get in?", "ring the bell"),
    ("wifi password??", "on the fridge"),
    ("can u remind me of the netflix login", "nope sorry"),
    ("pin?", "which pin"),
    ("how do we get into the building", "ring 12"),
    ("the alarm is going off", "lol again"),
    ("what time does the door open", "1930"),
    ("did you get the otp", "not yet"),
    ("[sudo] password for kai:", "sorry wrong window"),
    ("what's your username", "riverfox22"),
    ("which year did you move in", "2009"),
    ("how much was the lock", "1250"),
    ("how many people in the lobby", "4500"),
    ("whats the room number", "4471"),
    ("the code is broken", "on windows11 only"),
    ("im locked out", "omg again"),
    ("security question is stupid", "agreed"),
    ("need your passport", "ok bringing it"),
    ("what's the password policy", "12 characters"),
    ("what's the key of the song", "D minor"),
    ("whats the score", "21-19"),
    ("when's the train", "1845"),
    ("got the text?", "yes"),
];

#[track_caller]
fn check(before: &str, text: &str, secret: &str) {
    let filtered = Filter::default().apply_after(before, text);
    let left = filtered.text.unwrap_or_default();
    match secret {
        "" => assert_eq!(left, text, "after {before:?}"),
        _ => assert!(!left.contains(secret), "of {text:?} after {before:?}: {left:?}"),
    }
}

#[test]
fn ways_in_tell_of_secrets() {
    for line in
        [SECRETS, MORE_SECRETS, INDIRECT_SECRETS].iter().flat_map(|lines| lines.lines()).filter(|line| !line.is_empty())
    {
        let (text, secret) = line.rsplit_once('|').unwrap();
        check("", text, secret);
    }
}

#[test]
fn lines_of_other_things_stay() {
    for line in [HARMLESS, MORE_HARMLESS, INDIRECT_HARMLESS]
        .iter()
        .flat_map(|lines| lines.lines())
        .filter(|line| !line.is_empty())
    {
        check("", line, "");
    }
}

#[test]
fn answers_to_questions_and_prompts() {
    for (before, text, secret) in ANSWERS {
        check(before, text, secret);
    }
    for (before, text) in HARMLESS_ANSWERS {
        check(before, text, "");
    }
}

/// The words around a secret stay.
#[test]
fn only_the_secret_goes() {
    for (text, left) in [
        ("we use kettledrum55 for everything", "we use _ for everything"),
        ("the memorable place is Bramble Hill, ok", "the memorable place is _, ok"),
        ("4471 then hash and push", "_ then hash and push"),
        ("net user backup Kumquat?5 /add", "net user backup _ /add"),
        ("2FA secret: KZXW 6YTB OI2D 4NBR, keep it", "2FA secret: _, keep it"),
    ] {
        assert_eq!(Filter::default().apply(text).text.unwrap_or_default().replace(GAP, "_"), left);
    }
}
