//! A hundred lines with a secret (after the `|` what must not stay) and a hundred without, for the filter's tests.

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
