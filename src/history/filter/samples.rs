//! Three hundred lines with a secret (after the `|` what must not stay) and as many without, for the filter's tests.

pub const SECRETS: &str = "\
pw: hunter42|hunter42
pass: sunflower|sunflower
Pass: Kaktus99!|Kaktus99
DB_PASS=geheim|geheim
export SMTP_PW=sommer|sommer
MYSQL_ROOT_PASSWORD=letmein|letmein
the wifi password is bluebird|bluebird
wifi pw is tomato77|tomato77
our wi-fi key is mango4tree|mango4tree
password for the laptop is Tulip!2020|Tulip!2020
my new password is still marzipan|marzipan
password hunter2x9|hunter2x9
the passphrase is correct horse battery staple|battery staple
his password was \"open sesame\"|open sesame
X-Api-Key: abc123|abc123
Cookie: session=deadbeef; theme=dark|deadbeef
Set-Cookie: sid=31d4d96e; HttpOnly|31d4d96e
machine mail.example.org login anna password sonnenblume|sonnenblume
localhost:5432:shop:anna:sonne|sonne
WIFI:T:WPA;S:Home;P:sunflower;;|sunflower
WIFI:S:Cafe Rot;T:WPA;P:kaffee\\;tasse;;|kaffee
Passwort: Blumentopf|Blumentopf
das WLAN-Passwort lautet Regenbogen|Regenbogen
mein Passwort ist jetzt kirsche12|kirsche12
Kennwort fürs Büro: Ananas!|Ananas
der WLAN-Schlüssel ist 8814233190|8814233190
le mot de passe est tournesol|tournesol
mdp: soleil|soleil
le mdp du wifi c'est fraise2024|fraise2024
mot de passe : p0mmier|p0mmier
clé wifi : lavande|lavande
la contraseña es girasol|girasol
contraseña: Limon55|Limon55
la clave del wifi es naranja8|naranja8
la password del wifi è gelato99|gelato99
la password è farfalla|farfalla
password: nuvola|nuvola
a senha é girassol|girassol
senha do wifi: abacate7|abacate7
a palavra-passe é andorinha|andorinha
het wachtwoord is zonnebloem|zonnebloem
wachtwoord: Tulp123|Tulp123
hasło to słonecznik|słonecznik
hasło do wifi: kotek12|kotek12
moje hasło Kotek123|Kotek123
heslo je slunecnice|slunecnice
пароль: солнышко|солнышко
пароль от вайфая qwerty12|qwerty12
мой пароль Ромашка77|Ромашка77
пароль это подсолнух|подсолнух
пароль: соняшник|соняшник
пароль від wifi: kalyna55|kalyna55
lösenordet är solros|solros
lösenord: Solros1|Solros1
adgangskoden er solsikke|solsikke
passordet er solsikke9|solsikke9
şifre: ayçiçeği|ayçiçeği
wifi şifresi kedi1234|kedi1234
parola: papatya5|papatya5
密码是tiger2020|tiger2020
wifi密码：panda888|panda888
密碼: lotus77|lotus77
パスワードは neko1234 です|neko1234
パスワード：sakura55|sakura55
暗証番号は4821です|4821
salasana on auringonkukka|auringonkukka
kata sandi: melati99|melati99
Your verification code is 482913|482913
482913 is your login code|482913
Use code 4829 to sign in|4829
Your code: 771-204|771-204
the code for your account is 90412|90412
OTP 55012|55012
the pin is 4821|4821
PIN: 0042|0042
my cvv is 123|123
2FA code 338 201|338 201
the door code is 7315|7315
G-482913 is your Google code|482913
Ihr Bestätigungscode lautet: 123 456|123 456
TAN 883201|883201
die Geheimzahl ist 4417|4417
votre code de vérification est 482913|482913
su código de verificación es 77120|77120
il codice di verifica è 482913|482913
seu código de acesso é 4821|4821
uw verificatiecode is 482913|482913
Twój kod weryfikacyjny to 482913|482913
Ваш код: 482913|482913
код подтверждения 7712|7712
482913 — ваш код|482913
ваш пин-код 4821|4821
din kod är 482913|482913
doğrulama kodu: 482913|482913
验证码 482913，请勿泄露|482913
您的验证码是771204|771204
認証コードは482913です|482913
確認コード：4829|4829
card 4111_1111_1111_1111 thanks|1111_1111
write to \"anna meier\"@example.org please|meier\"@example
my mail is anna @ example . org|@ example
mail anna.meier @ example.com now|anna.meier
";

pub const HARMLESS: &str = "\
the password is wrong again
I forgot my password
passwords are hard to remember
change your password today
your password must be at least eight letters
the password is too short
my password was stolen last year
Password: required
password is case sensitive
the password is on the fridge
we need a password manager
the pass is closed in winter
a mountain pass at 2500 m
I will pass the exam in 2027
the token of love
the key is under the mat
the secret is out
zip code 90210
area code 212 is New York
error code 1500 again
exit code 1000 means nothing
HTTP status code 4041 does not exist
error 0x80070057 again
it failed with 0xC0000005
code review by 1500 today
the code is 1500 lines long
I code since 2010
clean code 2008 was a good book
please review my code 3000 times
PIN diode for 1550 nm
pin it on the wall for 1000 days
verification took 3000 ms
verification of 5000 users
tan lines in 3 days
ISBN 978-3-16-148410-0
ISBN 3-16-148410-X is old
the book 9783161484100 is sold out
see you tomorrow at 18:30
it was built in 1998
it cost 1,250,000 dollars
between 2019-2021 and 2023/24
2026-11-23 18:00:05
pages 100-200 and 300-400
10 20 30 40 50
I have 12500 followers
the train at 07:45 from platform 12
version 10.0.19045 is out
192.168.100.200 is the router
3.141592653 or so
room 1204 on floor 12
route 66 and highway 101
bus 4711 is late
chapter 12 verse 3456
my house number is 1500
we met in 2019 and 2021
cookie: chocolate chip
the cookie jar is empty
authorization is needed
basic training starts at 0600
bearer of good news
look at the dot on the i
meet @ 5 or @ noon
5 apples @ 3.50
follow @some_body on there
the machine has a login page
login is broken again
wifi: it works now
das Passwort ist falsch
das Passwort ist schon wieder abgelaufen
ich habe mein Passwort vergessen
Postleitzahl 80331 München
die PIN ist gesperrt
le mot de passe est trop court
j'ai oublié mon mot de passe
le code postal 75001
le code de la route
la contraseña es incorrecta
olvidé mi contraseña ayer
código postal 28013 Madrid
la password è sbagliata
ho dimenticato la password
codice fiscale mancante
a senha é muito curta
esqueci a minha senha
het wachtwoord is verlopen
wachtwoord vergeten
hasło jest za krótkie
zapomniałem hasła
kod pocztowy 00-950 Warszawa
пароль неправильный
я забыл пароль
код на питоне
я написал код вчера
lösenordet är för kort
koden är klar
şifre çok kısa
密码错误
我忘记密码了
パスワードを忘れました
コードを書く
WhatsApp, YouTube, iPhone15Pro, PlayStation5
";

/// The same in other shapes: logins, places, combinations, words of other languages.
pub const MORE_SECRETS: &str = "\
wifi for the flat: bluebird42|bluebird42
log in with anna / Zitrone!7|Zitrone!7
user anna pass Zitrone7|Zitrone7
credentials: anna:Zitrone7|Zitrone7
my passcode is 8841|8841
alarm code 9917, don't tell anyone|9917
safe combination is 17-32-05|17-32-05
bike lock is 4729|4729
one-time passcode: 90 31 77|90 31 77
security answer: Fluffy|Fluffy
login: rowan, password: thistle-barn|thistle-barn
your temporary password is Welcome1|Welcome1
sudo password = tr0ub4dor|tr0ub4dor
psw: limonata9|limonata9
passwd=kingfisher|kingfisher
PGPASSWORD=walnut psql -h db|walnut
--password=walnut7|walnut7
curl -u admin:walnut7 https://example.org|walnut7
https://rowan:walnut7@example.org/repo.git|walnut7
Authorization: Basic cm93YW46d2FsbnV0|cm93YW46d2FsbnV0
secret key: 9f2b7c1e0d4a|9f2b7c1e0d4a
recovery code ABCD-EFGH-1234|ABCD-EFGH-1234
backup codes: 4821 9917 3310 7746|9917
seed phrase: ribbon tunnel oyster gravity lemon dust|oyster gravity
our netflix is anna@example.org / kiwi2024|kiwi2024
SSN 078-05-1120|078-05-1120
PUK 48213377|48213377
Das Passwort fürs Gäste-WLAN: Himbeere5|Himbeere5
WLAN: Fritzbox, Passwort Himbeere55|Himbeere55
Zugangscode zum Haus 7719|7719
Der Türcode ist 5521|5521
PIN der Karte: 8371|8371
Dein Einmalpasswort: 553 120|553 120
Mein Login ist anna, PW Himbeere55|Himbeere55
das Passwort hab ich auf Himbeere!3 geändert|Himbeere!3
Passwort = himbeerkuchen|himbeerkuchen
Die Kombination vom Safe ist 4-18-33|4-18-33
ton code de connexion est le 551 204|551 204
code wifi : framboise22|framboise22
le code de la porte c'est 19B47|19B47
le digicode c'est 4812A|4812A
mot de passe du wifi → framboise|framboise
identifiant anna mot de passe Framb0ise|Framb0ise
ton mot de passe provisoire : Soleil99|Soleil99
Votre code à usage unique : 882 014|882 014
la clave es frambuesa7|frambuesa7
contraseña del correo: Frambuesa!|Frambuesa
tu código es el 771 203|771 203
el pin de la tarjeta es 4471|4471
usuario anna clave Frambuesa7|Frambuesa7
código de acceso: 55120|55120
la contraseña nueva es Lunes2024|Lunes2024
il codice della porta è 4471|4471
il pin è 7719|7719
la chiave del wifi: lampone88|lampone88
il tuo codice OTP è 551204|551204
utente anna password Lampone88|Lampone88
a senha nova é framboesa9|framboesa9
o código é 551204|551204
seu código: 771-203|771-203
senha: framboesa|framboesa
o pin do cartão é 4471|4471
het wachtwoord van de wifi is framboos8|framboos8
je code is 551204|551204
inlogcode 771203|771203
de pincode is 4471|4471
hasło do wifi to malina88|malina88
Twój kod to 551204|551204
kod do bramy 4471|4471
PIN do karty: 7719|7719
login anna hasło Malina88|Malina88
код от домофона 4471|4471
код для входа: 551204|551204
Никому не говорите код 551204|551204
твой пароль Малина88|Малина88
пароль на вайфай малинка8|малинка8
пин от карты 7719|7719
логин anna пароль Malina88|Malina88
Код: 55-12-04. Никому его не сообщайте|55-12-04
551204 - код для подтверждения|551204
şifrem ahududu88|ahududu88
onay kodunuz 551204|551204
kapı kodu 4471|4471
wifi şifresi: ahududu88|ahududu88
kartın pini 7719|7719
您的验证码为：551204|551204
验证码：551204（5分钟内有效）|551204
【银行】551204是您的验证码|551204
密码是树莓蛋糕|树莓蛋糕
银行卡密码551204|551204
门禁密码是4471|4471
wifi密码是 树莓88|树莓88
登录密码：树莓蛋糕一二三|树莓蛋糕一二三
動態密碼 551204|551204
支付密码改成771203了|771203
密碼係 raspberry8|raspberry8
口令是芝麻开门|芝麻开门
パスワードは「きいちご」です|きいちご
Wi-Fiのパスワードは kiichigo8 だよ|kiichigo8
認証コード: 551204|551204
暗証番号は7719だよ|7719
ログインコード 551204|551204
確認コードは 771203 です|771203
ワンタイムパスワード：551204|551204
玄関の暗証番号 4471#|4471
合言葉は「ひらけごま」|ひらけごま
";

pub const MORE_HARMLESS: &str = "\
wifi for the flat is slow again
log in with your own account please
the user passed the test
my passcode keeps changing
the gate opens at eight
alarm clock at 7:15 please
a safe combination of herbs
bike lock for sale, 20 euros
your answer was very good
login problems again today
the password has to be changed every 90 days
is the password still the same as last year?
nobody knows the password anymore
password must contain 8 characters
I always forget my pin
pin it to the wall
the code compiles in 3200 ms
code freeze starts on Monday 24
a recovery of 12 percent
the seed packets arrived
backup finished after 1440 minutes
our netflix trial ends soon
room 4471 on the second floor
bus 551 leaves at 20:47
flight LH 4471 lands at 19:30
order of 1200 pieces confirmed
call me at eight, code word tea
source code is 12000 lines now
this code has 450 tests
the morse code for SOS
code review at 14:30
Error code 4041 again
zip code 80331 Munich
country code 49
a pin number on the jersey: 23
passport renewal takes 6 weeks
password reset mails come late
das Passwort ist schon wieder falsch
Passwort vergessen? Kein Problem
ich muss mein Passwort ändern
WLAN geht heute gar nicht
der Code ist leider hässlich
der Code läuft jetzt in 200 ms
PIN vergessen, Karte gesperrt
die Kombination aus Salz und Zucker
Postleitzahl 80331
der Schlüssel liegt unter der Matte
der Schlüssel zum Erfolg
Zugang ab 18 Uhr
le mot de passe est trop court
j'ai oublié mon mot de passe
le code de la route a changé en 2019
code postal 75011
le wifi ne marche pas
la clé est sous le tapis
le code est prêt depuis 2 jours
olvidé la contraseña otra vez
la clave está en practicar
la contraseña no funciona
código postal 28013
el código tiene 300 líneas
la clave del éxito es dormir
ho dimenticato la password
la password non funziona più
il codice fiscale serve domani
il codice ha 300 righe
la chiave è nella porta
esqueci a senha de novo
a senha está errada
código postal 1000-205
o código tem 300 linhas
a chave está na mesa
ik ben mijn wachtwoord vergeten
het wachtwoord klopt niet
de code draait weer goed
postcode 1012 in Amsterdam
zapomniałem hasła
hasło jest za krótkie
kod pocztowy 00-950
kod działa od 3 dni
klucz leży na stole
я забыл пароль
пароль не подходит
смени пароль пожалуйста
код работает уже 3 дня
почтовый код 101000
ключ под ковриком
код ревью в 14:30
şifremi unuttum
şifre yanlış galiba
posta kodu 34000
kod 3 gündür çalışıyor
anahtar masada
我忘记密码了
密码错误三次就锁了
密码不对，再试一次
验证码收不到怎么办
这段代码有300行
邮编100080
密码要经常换
パスワードを忘れました
パスワードが違います
暗証番号を変えたい
コードが300行あります
認証コードが届かない
郵便番号は100-0001です
合言葉を決めようよ
鍵は机の上です
";

/// A third hundred, of netrc lines, headers, short forms and sentences of other beginnings.
pub const STILL_MORE_SECRETS: &str = "\
pw = blaubeere9|blaubeere9
Pw: Kajak_2021|Kajak_2021
pass= teapot|teapot
pass - Mango!12|Mango!12
ADMIN_PASSWORD=lampshade|lampshade
REDIS_PASS=\"orchard7\"|orchard7
export DB_PASSWORD='kettle-drum'|kettle-drum
JWT_SECRET=umbrella99|umbrella99
smtp_password: drizzle|drizzle
the wifi pass is otter2023|otter2023
wifi: HomeNet / otter2023|otter2023
guest network password: lighthouse|lighthouse
my laptop password is now Cactus#5|Cactus#5
the password for the garage is walrus22|walrus22
password changed to walrus23|walrus23
new pw walrus24|walrus24
Your password: qX7pLm2v|qX7pLm2v
pwd for the server: r00tbeer|r00tbeer
the root password is toor123|toor123
her password was Daisy1987|Daisy1987
login rowan pw thistle|thistle
user: rowan pass: thistle|thistle
X-Auth-Token: 77aa88bb99|77aa88bb99
X-API-KEY: zebra123|zebra123
Authorization: Bearer abc.def.ghi123|abc.def.ghi123
Cookie: auth=99ff88ee; lang=en|99ff88ee
Set-Cookie: token=abcd1234; Path=/|abcd1234
machine ftp.example.net login rowan password hedgehog|hedgehog
default login anonymous password hedgehog2|hedgehog2
db.example.net:5432:app:rowan:hedgehog3|hedgehog3
WIFI:T:WPA2;S:Attic;P:candlelight9;;|candlelight9
WIFI:S:Barn;T:WPA;P:haystack44;H:true;;|haystack44
haslo: borowka7|borowka7
hasło: Borówka!7|Borówka!7
hasło do konta to borowka9|borowka9
nowe hasło jest takie: malinowy1|malinowy1
PIN do telefonu to 5590|5590
kod SMS: 918273|918273
kod weryfikacyjny 918 273|918 273
la password del wifi: pistacchio3|pistacchio3
la password nuova è pistacchio4|pistacchio4
password wifi pistacchio5|pistacchio5
il PIN della carta è 5590|5590
codice OTP: 918273|918273
il tuo codice è 918-273|918-273
mdp wifi cerise77|cerise77
le mdp c'est cerise78|cerise78
mot de passe provisoire cerise79!|cerise79
ton mdp : Cerise_80|Cerise_80
code sms 918273|918273
le code PIN est 5590|5590
code d'accès 5590#|5590
Пароль: вишенка5|вишенка5
пароль от почты вишенка6|вишенка6
новый пароль вишенка7|вишенка7
пароль на роутер: Vishnya_8|Vishnya_8
Код из смс 918273|918273
Ваш код подтверждения: 918-273|918-273
код для входа 91827|91827
пин код 5590|5590
Введите код 918273|918273
пароль такой: вишенка9|вишенка9
密码：樱桃77|樱桃77
wifi密码cherry78|cherry78
新密码是cherry79|cherry79
登录密码 cherry80|cherry80
验证码是918273|918273
您的验证码为918273，5分钟内有效|918273
动态码 918273|918273
取款密码5590|5590
パスワードはcherry81です|cherry81
パスワード: さくらんぼ82|さくらんぼ82
Wi-Fiパスワード：cherry83|cherry83
認証番号は918273です|918273
確認コード 918273|918273
暗証番号は5590|5590
ログインパスワードは cherry84|cherry84
şifre kiraz85|kiraz85
yeni şifrem kiraz86|kiraz86
wifi parolası: kiraz87|kiraz87
şifremiz kiraz88 oldu|kiraz88
doğrulama kodunuz: 918273|918273
giriş kodu 918273|918273
pin kodu 5590|5590
5555_5555_5555_4444|5555_5555_5555
card number 5555.5555.5555.4444|5555.5555
my visa is 4012 8888 8888 1881|4012 8888
write me: \"rowan v\" @ example.org|@ example
rowan (at) example (dot) org|(at) example
rowan [at] example [dot] org|[at] example
rowan.vale @example.org|rowan.vale
mailto:rowan.vale@example.org|rowan.vale
postgres://rowan:hedgehog@db.example.org/app|hedgehog
wachtwoord wifi: kers2024|kers2024
das WLAN Passwort heißt Kirsche2024|Kirsche2024
Kennwort Kirsche_9|Kirsche_9
der PIN-Code ist 5590|5590
la contraseña es cereza77|cereza77
clave wifi: cereza78|cereza78
a senha do roteador é cereja79|cereja79
código de verificação: 918273|918273
lösenordet till wifi är körsbär5|körsbär5
";

pub const STILL_MORE_HARMLESS: &str = "\
the password is wrong for some reason
my password does not work anymore
she forgot her password twice
which password do you mean?
the password field is empty
password reset link please
passwords expire after 60 days
don't share your password with anyone
the pass over the mountains was open
pass me the salt please
boarding pass printed already
he did pass the test on Monday
I'd pass on that
ISBN 978-0-306-40615-7
ISBN 0-306-40615-2 please
isbn 9780306406157 in paperback
zip code 10001
postal code 90210 of course
area code 415 is San Francisco
country code 44 for the UK
error 0x80070005 occurs
error code 0x8007007E
stop code 0x0000007B on boot
HTTP error 503 again
exit code 137 means killed
status code 404 not found
code review by 1600
code coverage is at 8500 lines
the code has 2400 lines
dress code for 2024
morse code from 1844
QR code on page 1200
area 51 and code 46
PIN diode for 1310 nm
pin 14 of the connector
pins 1200 and 1300 are swapped
bowling pin number 10
verification took 4500 ms
verification of 12000 records
token count is 4096
a token gesture
2048 tokens per second
the key of C major
the key point is in chapter 12
keys are on the table
secret santa at 1800
the secret garden from 1911
cookie recipe with 250 g flour
cookies: two kinds
cookie consent is required
session starts at 0900
authorization took 3 weeks
basic auth is old
bearer shares from 1920
wifi is down since 1400
wifi: slow again today
the router has 4 ports
login page returns 500
login at nine please
user 1200 signed up today
OTP is what we need to support
the OTP never arrived
my CVV is unreadable
tan lines in summer 2023
tan shoes for 1200 rubles
version 22.04.3 is out
build 19045 works
bus 1472 is late
room 5590 is upstairs
flight BA 1472 at 18:30
10 20 30 40 50 60
in 1998 and 2004 and 2012
it cost 1,250,000 yen
pages 1200-1250
3.14159265 is enough
192.168.178.1 is the box
meet @ noon @ the pier
5 kilos @ 3.50 each
at example dot com is not an address
das Passwort ist wieder falsch
Passwort vergessen
dein Passwort ist abgelaufen
das Passwort muss acht Zeichen haben
PIN vergessen
die Postleitzahl ist 80331
le mot de passe est incorrect
j'ai changé mon mot de passe hier
le code de la route de 2022
la contraseña no es correcta
cambié mi contraseña ayer
la password è scaduta
ho cambiato la password ieri
a senha expirou ontem
het wachtwoord is verkeerd
hasło jest nieprawidłowe
zmieniłem hasło wczoraj
kod pocztowy 31-042 Kraków
пароль не подошёл опять
код красный
я поменял пароль вчера
şifre hatalı
şifremi değiştirdim dün
密码不正确
我换了密码
パスワードが違うみたい
コードレビューは14時
";
