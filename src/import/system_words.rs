//! What programs write under a person's name, as tables: entries between semicolons and on lines.

/// What follows the subject, where `*` stands for anything; a full stop may follow.
pub const AFTER_SUBJECT: &str = "
sent an attachment; sent a photo; sent * photos; sent a video; sent * videos; sent a sticker; sent a voice message
sent a GIF; sent a link; sent a location; sent a live location; sent a post; sent a reel; sent a story
sent a profile; sent a contact; sent an audio message; sent a file; shared a link; shared a photo; shared a video
shared a post; shared a reel; shared a story; shared a profile; shared a location; shared a memory; shared an album
shared a file; missed a call; missed your call; missed a call from *; missed a video chat
missed a video chat with *; missed an audio call; missed an audio call from *; missed a video call
missed a video call from *; missed a group call; started a call; started an audio call; started a voice call
started a video call; started a video chat; started a group call; started a video chat with *; started a watch party
started sharing a live location; started sharing video; stopped sharing a live location; joined the call
joined the video chat; joined the audio call; joined the video call; joined the group call; left the call
left the video chat; ended the call; ended the video chat; ended the audio call; ended the video call; called you
changed the theme; changed the theme to *; changed the chat theme; changed the chat theme to *
changed the chat colors; changed the chat colours; changed the group photo; changed the group name to *
changed the chat photo; changed the group description; changed the photo; removed the group photo
removed the group name; removed the chat theme; set the nickname for *; set your nickname to *
set his own nickname to *; set her own nickname to *; set their own nickname to *; set the nickname *
set * nickname to *; cleared the nickname for *; cleared your nickname; cleared * own nickname
set the quick reaction to *; set the emoji to *; removed the quick reaction; named the group *; named the chat *
left the group; left the conversation; left the chat; created the group; created this group; created a group
created group *; created a poll; created a poll: *; created a plan; created a plan: *; created a plan for *
created an event; created an event: *; updated the plan *; voted for * in the poll; voted for * in the poll: *
changed vote to * in the poll: *; changed your vote to * in the poll; changed their vote to * in the poll
removed your vote for * in the poll; removed their vote for * in the poll; added * to the group
added * to the conversation; added * to the chat; removed * from the group; removed * from the conversation
removed * from the chat; pinned a message; unpinned a message; pinned a location; unsent a message
deleted a message; deleted this message; turned on disappearing messages; turned off disappearing messages
turned on disappearing messages. *; turned off disappearing messages. *; turned on vanish mode
turned off vanish mode; turned on member approval *; turned off member approval *; turned on admin approval *
set disappearing messages to *; set disappearing message time to *; updated the message timer *; made * an admin
made * a group admin; made * an admin for *; removed * as an admin; removed * as a group admin
added * as a group admin; is now connected on Messenger; are now connected on Messenger; joined the group
joined the group via link; joined the group via *'s link; joined using this group's invite link
joined using an invite link; joined using your invite; waved at *; is waving at you; replied to your story
replied to * story; mentioned you in * story; mentioned * in a story; reacted to your story; reacted * to your *
changed this group's icon; changed the group's icon; deleted this group's icon; deleted the group's icon
changed the group icon; changed the subject to *; changed the subject from * to *
changed the group name from * to *; changed the group name; changed the group settings *
changed this group's settings *; changed the settings so *; changed their phone number *; changed to *
reset this group's invite link; was added; was removed; is now an admin; are now an admin; 're now an admin
are no longer an admin; 're no longer an admin; blocked this contact; unblocked this contact
renamed the conversation to *; named the conversation *; removed the name from the conversation
renamed the group to *; renamed the channel *; changed the channel name: *; started a call that lasted *
pinned a message to *; added * to the thread; removed * from the thread; changed the group image
changed the channel icon; added you; removed you; added you to the group; accepted your message request
accepted the message request
";

/// Whole lines, a full stop behind them or not; `^` stands for a name, a few words with capitals.
pub const WHOLE: &str = "
The video call ended; The audio call ended; The voice call ended; The call ended; The video chat ended
The group call ended; Video chat ended; Audio call ended; Voice call ended; Video call ended; Call ended
This poll is no longer available; Message unavailable; This message is no longer available because *
You can now message and call each other and see info like *; You can now message and call each other *
You are now connected on Messenger; You're now connected on Messenger; You’re now connected on Messenger
Say hi to your new *; Messages and calls are end-to-end encrypted. *
Messages and calls are secured with end-to-end encryption. *
Messages to this chat and calls are now secured with end-to-end encryption. *
Messages to this group are now secured with end-to-end encryption. *; Messages are end-to-end encrypted. *
Messages you send to this chat and calls are now secured with end-to-end encryption. *
Messages and calls are now secured with end-to-end encryption. *; You have disappearing messages turned on
Your security code with * changed; Your security code with * changed. *; Your security code changed
This chat is with a business account. *; This business works with other companies *
This business uses a secure service *; This group was created *; Group creator created this group *
You received a view once *; The video call has ended; The audio call has ended; The video chat has ended
Der Videochat ist beendet; Der Anruf ist beendet; Der Anruf wurde beendet; Der Videoanruf ist beendet
Du hast ^ angerufen; Has llamado a ^; Llamaste a ^; Vous avez appelé ^; Hai chiamato ^; Você ligou para ^
Je hebt ^ gebeld; La videollamada finalizó; La llamada finalizó; L'appel vidéo est terminé; L'appel est terminé
La videochiamata è terminata; A chamada de vídeo terminou; De videochat is beëindigd
Only admins can send messages *
Disappearing messages were turned *; The theme was changed to *
";

/// Calls that were missed, before their time or what can be done about them.
pub const MISSED_CALLS: &str = "
Missed voice call; Missed video call; Missed group voice call; Missed group video call; Missed audio call; Missed call
Verpasster Sprachanruf; Verpasster Videoanruf; Verpasster Anruf; Llamada perdida; Llamada de voz perdida
Videollamada perdida; Appel vocal manqué; Appel vidéo manqué; Appel manqué; Chamada de voz perdida
Chamada de vídeo perdida; Chamada perdida; Chiamata vocale persa; Videochiamata persa; Chiamata persa
Gemiste spraakoproep; Gemiste video-oproep; Gemiste oproep; Пропущенный аудиозвонок; Пропущенный видеозвонок
Пропущенный звонок; Cevapsız sesli arama; Cevapsız görüntülü arama; Nieodebrane połączenie głosowe
Nieodebrane połączenie wideo; Missat röstsamtal; Missat videosamtal; Panggilan suara tak terjawab
Panggilan video tak terjawab; 未接语音通话; 未接视频通话; 未接語音來電; 未接視訊來電; 音声通話不在着信; ビデオ通話不在着信; 부재중 음성 통화
부재중 영상 통화; مكالمة صوتية فائتة; مكالمة فيديو فائتة; Zmeškaný hlasový hovor; Zmeškaný videohovor
";

/// Calls that took place, before how long they lasted.
pub const CALLS: &str = "
Voice call; Video call; Audio call; Group voice call; Group video call; Sprachanruf; Videoanruf; Llamada de voz
Videollamada; Appel vocal; Appel vidéo; Chamada de voz; Chamada de vídeo; Chiamata vocale; Videochiamata
Spraakoproep; Video-oproep; Аудиозвонок; Видеозвонок; Sesli arama; Görüntülü arama; Połączenie głosowe
Połączenie wideo; Röstsamtal; Videosamtal; Panggilan suara; Panggilan video
";

/// Words for encryption from one end to the other; a long line with one of them is a program's.
pub const ENCRYPTION: &str = "
end-to-end encrypt; end-to-end-encrypt; Ende-zu-Ende-; Ende zu Ende; de extremo a extremo; de bout en bout
de ponta a ponta; crittografia end-to-end; crittografati end-to-end; end-to-end versleuteld; сквозным шифрованием
сквозное шифрование; наскрізним шифруванням; uçtan uca şifre; 端到端加密; 端對端加密; 端对端加密; エンドツーエンド; 종단간 암호화; 종단 간 암호화
تشفيرًا تام; تامًا بين الطرفين; בהצפנה מקצה לקצה; szyfrowane w pełni; pełnym szyfrowaniem; enkripsi end-to-end
terenkripsi secara end-to-end; एंड-टू-एंड; end-to-end-krypter; totalsträckskrypter; päästä päähän
koncovým šifrováním; criptate integral; végpontok közötti titkosítás; διατερματική κρυπτογράφηση; mã hóa đầu cuối
เข้ารหัสจากต้นทางถึงปลายทาง
";

/// Another language: how it says `you did`, verbs of what programs tell, and things that chats have. The beginnings of
/// words count.
pub struct Language {
    pub you: &'static str,
    pub verbs: &'static str,
    pub things: &'static str,
    /// The verb ends the line instead of beginning it.
    pub verb_last: bool,
}

pub const LANGUAGES: &[Language] = &[
    // German
    Language {
        you: "Du hast; Sie haben; Du bist; Ihr seid",
        verbs: "
gesendet; geschickt; gestartet; beendet; hinzugefügt; entfernt; geändert; erstellt; benannt; verlassen
angeheftet; angepinnt; festgelegt; abgestimmt; verpasst; gelöscht; beigetreten; geteilt; eingerichtet
verbunden; genannt; umbenannt; aktiviert; deaktiviert",
        things: "
gruppe; anruf; videochat; chat; umfrage; gruppenbild; gruppenfoto; gruppenname; gruppensymbol; thema
design; spitzname; nachricht; anhang; foto; video; link; sprachnachricht; sticker; gif; standort; emoji
beitrag; messenger; infotext; betreff; unterhaltung",
        verb_last: true,
    },
    // Spanish
    Language {
        you: "
Has enviado; Has iniciado; Has creado; Has cambiado; Has añadido; Has agregado; Has eliminado
Has abandonado; Has salido; Has fijado; Has votado; Has compartido; Enviaste; Iniciaste; Creaste
Cambiaste; Añadiste; Agregaste; Eliminaste; Saliste; Fijaste; Votaste; Abandonaste; Compartiste
Te uniste",
        verbs: "
envi; inici; cre; cambi; añad; agreg; elimin; sali; fij; vot; abandon; compart; uni; perd; termin; nombr
establec; activ; desactiv; conect",
        things: "
grupo; llamada; videollamada; videochat; chat; encuesta; tema; apodo; mensaje; archivo; foto; vídeo
video; enlace; sticker; gif; ubicación; reacción; imagen; ícono; icono; asunto; descripción; messenger
conversación; publicación",
        verb_last: false,
    },
    // French
    Language {
        you: "Vous avez; Tu as; Vous êtes; Tu es",
        verbs: "
envoyé; commencé; démarré; lancé; créé; modifié; changé; ajouté; supprimé; retiré; quitté; épinglé; voté
manqué; nommé; défini; partagé; rejoint; activé; désactivé; connecté",
        things: "
groupe; appel; discussion vidéo; discussion; sondage; thème; pseudo; surnom; message; pièce jointe
photo; vidéo; lien; sticker; autocollant; gif; localisation; position; icône; sujet; description
messenger; conversation; publication",
        verb_last: false,
    },
    // Portuguese
    Language {
        you: "Você; Enviou; Enviaste",
        verbs: "
envi; inici; cri; alter; mud; adicion; remov; sai; fix; vot; perd; defin; compartilh; entr; encerr; ativ
desativ; nome; conect",
        things: "
grupo; chamada; ligação; bate-papo; conversa; enquete; tema; apelido; mensagem; anexo; foto; vídeo; link
figurinha; gif; localização; ícone; nome do grupo; descrição; messenger",
        verb_last: false,
    },
    // Italian
    Language {
        you: "Hai; Avete",
        verbs: "
inviato; avviato; iniziato; creato; modificato; cambiato; aggiunto; rimosso; abbandonato; fissato
votato; perso; impostato; condiviso; attivato; disattivato",
        things: "
gruppo; chiamata; videochiamata; videochat; chat; sondaggio; tema; soprannome; messaggio; allegato; foto
video; link; adesivo; gif; posizione; icona; immagine; oggetto; messenger",
        verb_last: false,
    },
    // Dutch
    Language {
        you: "Je hebt; U hebt; Je bent",
        verbs: "
verzonden; gestuurd; gestart; gemaakt; gewijzigd; toegevoegd; verwijderd; verlaten; vastgezet; gestemd
gemist; ingesteld; gedeeld; beëindigd; aangemaakt",
        things: "
groep; gesprek; oproep; videochat; chat; poll; peiling; thema; bijnaam; bericht; bijlage; foto; video
link; sticker; gif; locatie; pictogram; onderwerp; messenger",
        verb_last: true,
    },
    // Russian and Ukrainian
    Language {
        you: "Вы; Ви",
        verbs: "
отправил; начал; создал; изменил; добавил; удалил; покинул; вышл; закрепил; проголосовал; пропустил
назвал; установил; поделил; присоединил; завершил; включил; отключил; змінил; створил; додал",
        things: "
групп; звон; видеочат; чат; опрос; тем; псевдоним; сообщени; вложени; фото; видео; ссылк; стикер; gif
местоположени; значок; иконк; messenger; груп; дзвін",
        verb_last: false,
    },
    // Polish
    Language {
        you: "Nie ma; Wysłano; Rozpoczęto; Utworzono; Zmieniono; Dodano; Usunięto",
        verbs: "wysła; rozpocz; utworzy; zmieni; doda; usun; opuści; przypi; zagłosowa; ustawi; dołączy; zakończ",
        things: "
grup; połączeni; rozmow; czat; ankiet; motyw; pseudonim; wiadomoś; załącznik; zdjęci; film; link
naklejk; gif; lokalizac; ikon; temat; messenger",
        verb_last: false,
    },
    // Turkish
    Language {
        you: "Bir; Grubu; Gruba",
        verbs: "gönder; başlat; oluştur; değiştir; ekle; çıkar; ayrıl; sabitle; oyla; oy ver; katıl; sonlandır; kaldır",
        things: "grup; grub; arama; sohbet; anket; tema; takma ad; mesaj; fotoğraf; video; bağlantı; simge; konu",
        verb_last: true,
    },
];
