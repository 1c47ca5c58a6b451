
use builtin;
use str;

set edit:completion:arg-completer[foretype] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'foretype'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'foretype'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -V 'Print the version of the program and of its protocol'
            cand --version 'Print the version of the program and of its protocol'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand try 'Type and watch what is being offered'
            cand suggest 'Print what may be typed next'
            cand why 'Print why words are offered'
            cand settings 'Set what foretype does, and see what it knows'
            cand status 'Tell how the daemon is'
            cand history 'Show what is kept'
            cand forget 'Forget what was typed'
            cand hide 'Never offer a word'
            cand learn 'Learn from text'
            cand pause 'Keep and learn nothing for a while'
            cand resume 'Keep and learn again after a pause'
            cand backup 'Write everything personal into one encrypted file'
            cand restore 'Take back what a backup holds'
            cand daemon 'Run the daemon, or start, stop and restart it'
            cand finetune 'Fine-tune a model of your own now'
            cand learning 'Show what was learned in the background'
            cand model 'List personal models, or go back to an earlier one'
            cand lsp 'Serve an editor as its language server, on stdin and stdout'
            cand ibus 'Serve every application as its input method, through IBus'
            cand fcitx5 'Serve every application as its input method, through Fcitx 5'
            cand generate 'Let a model write'
            cand setup 'Learn from the chats and logs on this computer, step by step'
            cand import 'Learn from chat exports and logs'
            cand watch 'Follow logs that grow'
            cand eval 'Measure a model on text'
            cand train 'Train a character model on text'
            cand corpus 'Mix and clean the training text of a recipe'
            cand index 'Make the base memory of a model from its training text'
            cand mixing 'Learn the weights with which memory and network are blended at first'
            cand lexicon 'Make the lexicon of a language from counted words and text'
            cand quantize 'Write a model in fewer bits'
            cand bench 'Measure this machine'
            cand service 'Let the system start the daemon when it is needed'
            cand config 'Print the settings'
            cand completions 'Print what a shell needs to complete foretype''s commands'
            cand man 'Print the manual page of foretype or of one of its commands'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;try'= {
            cand --text 'Begin with this text before the cursor'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;suggest'= {
            cand -n 'How many words and characters (1 to 32); the settings say how many without it'
            cand -m 'Leave out words and phrases less probable than P (0 to 1)'
            cand --min-probability 'Leave out words and phrases less probable than P (0 to 1)'
            cand -l 'The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered'
            cand --language 'The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered'
            cand --within 'Fail when the daemon is not reached, or does not answer, within MS milliseconds; one that is starting goes on starting'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -w 'Offer words (the default)'
            cand --words 'Offer words (the default)'
            cand -c 'Offer next characters; alone, no words'
            cand --chars 'Offer next characters; alone, no words'
            cand -p 'Offer a phrase of several words; alone, no words'
            cand --phrase 'Offer a phrase of several words; alone, no words'
            cand -j 'Print JSON; with none of --words, --chars and --phrase, all three'
            cand --json 'Print JSON; with none of --words, --chars and --phrase, all three'
            cand --no-start 'Fail when no daemon runs instead of starting one'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;why'= {
            cand -n 'How many words (1 to 9); the settings say how many without it'
            cand -l 'The language of the text, as in `de` or `pt-BR`'
            cand --language 'The language of the text, as in `de` or `pt-BR`'
            cand --app 'The application that the text is typed in'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one JSON object'
            cand --json 'Print one JSON object'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;settings'= {
            cand --page 'Begin with this page'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;status'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;history'= {
            cand --app 'Messages of this application'
            cand --source 'Messages from this source, such as typed, learn or import:whatsapp'
            cand --conversation 'Messages of this conversation'
            cand --author 'Messages of this person, who is not you'
            cand --after 'Messages written at TIME or later'
            cand --before 'Messages written before TIME'
            cand -n 'Show at most N messages or words (0 to 1000)'
            cand --limit 'Show at most N messages or words (0 to 1000)'
            cand --offset 'Leave out the N newest that match'
            cand -w 'Show the words used instead of messages'
            cand --words 'Show the words used instead of messages'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --delete 'Forget every message that matches, not only those shown, after a question'
            cand -y 'Ask nothing before deleting'
            cand --yes 'Ask nothing before deleting'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;forget'= {
            cand --word 'A word; messages keep the rest of their text. Without WORD it is asked for, or read from the standard input'
            cand --text 'Messages that hold this text, whatever its case. Without TEXT it is asked for, or read from the standard input'
            cand --pattern 'Messages that match this regular expression'
            cand --app 'Messages of this application'
            cand --source 'Messages from this source, such as typed, learn or import:whatsapp'
            cand --conversation 'Messages of this conversation'
            cand --author 'Messages of this person, who is not you'
            cand --after 'Messages written at TIME or later'
            cand --before 'Messages written before TIME'
            cand --id 'Messages of these numbers, as `foretype history --json` tells them'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --everything 'Everything there is'
            cand -y 'Ask nothing'
            cand --yes 'Ask nothing'
            cand --dry-run 'Only show what would go'
            cand -j 'Print one line of JSON instead of the preview; needs --yes or --dry-run'
            cand --json 'Print one line of JSON instead of the preview; needs --yes or --dry-run'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;hide'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -s 'Offer them again'
            cand --show 'Offer them again'
            cand -j 'Print one line of JSON: `words`, all that are hidden then'
            cand --json 'Print one line of JSON: `words`, all that are hidden then'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;learn'= {
            cand -f 'Read messages from FILE, one a line; - is stdin'
            cand --file 'Read messages from FILE, one a line; - is stdin'
            cand --app 'The application it was written in'
            cand --conversation 'The conversation it belongs to'
            cand --source 'Where it comes from'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON: `kept`, `known` and `dropped` by reason'
            cand --json 'Print one line of JSON: `kept`, `known` and `dropped` by reason'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;pause'= {
            cand -m 'Go on by itself after N minutes'
            cand --minutes 'Go on by itself after N minutes'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON: `paused`, and `until` in milliseconds since 1970'
            cand --json 'Print one line of JSON: `paused`, and `until` in milliseconds since 1970'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;resume'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON: `paused`'
            cand --json 'Print one line of JSON: `paused`'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;backup'= {
            cand --passphrase-file 'Take the passphrase from the first line of FILE'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --force 'Replace the file if there is one'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;restore'= {
            cand --passphrase-file 'Take the passphrase from the first line of FILE'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --force 'Replace the history, personal model and settings that are there'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;daemon'= {
            cand --model 'Serve this checkpoint (.safetensors) instead of the model inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand start 'Start the daemon in the background, unless it runs already'
            cand stop 'Stop the daemon'
            cand restart 'Stop the daemon and start it again'
            cand status 'Tell how the daemon is; the same as `foretype status`'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;daemon;start'= {
            cand --model 'Serve this checkpoint (.safetensors) instead of the model inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;daemon;stop'= {
            cand --model 'Serve this checkpoint (.safetensors) instead of the model inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;daemon;restart'= {
            cand --model 'Serve this checkpoint (.safetensors) instead of the model inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;daemon;status'= {
            cand --model 'Serve this checkpoint (.safetensors) instead of the model inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;daemon;help'= {
            cand start 'Start the daemon in the background, unless it runs already'
            cand stop 'Stop the daemon'
            cand restart 'Stop the daemon and start it again'
            cand status 'Tell how the daemon is; the same as `foretype status`'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;daemon;help;start'= {
        }
        &'foretype;daemon;help;stop'= {
        }
        &'foretype;daemon;help;restart'= {
        }
        &'foretype;daemon;help;status'= {
        }
        &'foretype;daemon;help;help'= {
        }
        &'foretype;finetune'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --no-wait 'Start it and return'
            cand -j 'Print one line of JSON: the run, as `foretype learning --json` lists it'
            cand --json 'Print one line of JSON: the run, as `foretype learning --json` lists it'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;learning'= {
            cand --plot 'Draw the figures of all runs as an SVG picture'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;model'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the personal models that are kept'
            cand rollback 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;model;list'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;model;rollback'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;model;help'= {
            cand list 'List the personal models that are kept'
            cand rollback 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;model;help;list'= {
        }
        &'foretype;model;help;rollback'= {
        }
        &'foretype;model;help;help'= {
        }
        &'foretype;lsp'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --stdio 'Speak over stdin and stdout; it is the only way, and some editors say so'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;ibus'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --xml 'Print the component file for this program'
            cand --install 'Write the component file where ibus finds it'
            cand --uninstall 'Remove what --install wrote'
            cand --system 'Install or uninstall for all users, in /usr/share/ibus/component'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;fcitx5'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --install 'Build the addon and install it for this user'
            cand --uninstall 'Remove what --install wrote'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;generate'= {
            cand -n 'Characters to write'
            cand --chars 'Characters to write'
            cand -t 'Below 1 safer, above 1 more surprising; 0 is greedy'
            cand --temperature 'Below 1 safer, above 1 more surprising; 0 is greedy'
            cand --top-k 'Choose among the K most probable characters only'
            cand --top-p 'Choose among the most probable characters that together reach probability P'
            cand --seed 'Seed of the random choices'
            cand --model 'A checkpoint, or `tiny` or `english`, which are inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --greedy 'Take the most probable character every time'
            cand --line 'Stop at the end of the first line'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;setup'= {
            cand -m 'A name under which you write (may be given several times); without it, guessed or asked for'
            cand --me 'A name under which you write (may be given several times); without it, guessed or asked for'
            cand --measure 'Measure what changed on so many of your newest messages; 0 measures nothing'
            cand --plot 'Draw keystrokes saved over messages, before and after, as an SVG picture'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -n 'Only say what was found and what would be learned'
            cand --dry-run 'Only say what was found and what would be learned'
            cand -y 'Ask nothing: learn from all that is found'
            cand --yes 'Ask nothing: learn from all that is found'
            cand --watch 'Follow logs that are still written, without asking'
            cand --no-finetune 'Do not fine-tune now; the daemon does it by itself when you rest'
            cand -j 'Print one line of JSON at the end'
            cand --json 'Print one line of JSON at the end'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;import'= {
            cand -m 'A name under which you write in them (may be given several times); without it, guessed or asked for'
            cand --me 'A name under which you write in them (may be given several times); without it, guessed or asked for'
            cand -f 'Take the files to be of this format instead of recognising it'
            cand --format 'Take the files to be of this format instead of recognising it'
            cand --app 'File the messages under this application, as in `whatsapp`'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -n 'Only say what would be learned'
            cand --dry-run 'Only say what would be learned'
            cand --strict 'Import nothing at all if anything cannot be read'
            cand -y 'Ask nothing'
            cand --yes 'Ask nothing'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;watch'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Follow a log, or all logs of a folder'
            cand list 'Tell which logs are followed'
            cand remove 'Follow a log no more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;watch;add'= {
            cand -m 'A name under which you write (may be given several times)'
            cand --me 'A name under which you write (may be given several times)'
            cand -f 'Take the logs to be of this format: irc, jsonl or plain'
            cand --format 'Take the logs to be of this format: irc, jsonl or plain'
            cand --app 'File the messages under this application'
            cand --conversation 'File the messages under this conversation instead of the log''s name'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;watch;list'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -j 'Print one line of JSON'
            cand --json 'Print one line of JSON'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;watch;remove'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;watch;help'= {
            cand add 'Follow a log, or all logs of a folder'
            cand list 'Tell which logs are followed'
            cand remove 'Follow a log no more'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;watch;help;add'= {
        }
        &'foretype;watch;help;list'= {
        }
        &'foretype;watch;help;remove'= {
        }
        &'foretype;watch;help;help'= {
        }
        &'foretype;eval'= {
            cand --model 'A checkpoint, or `tiny` or `english`, which are inside the program'
            cand --limit 'Score the first N messages of each file only'
            cand --others 'Of what others wrote between two messages of yours, read the newest CHARS characters only; 0 for none'
            cand --mixing 'Weights that memory and network are blended with at first, as `foretype mixing` writes them'
            cand --threshold 'Words at least this probable count as shown, for the precision'
            cand -j 'Threads; all cores when absent'
            cand --threads 'Threads; all cores when absent'
            cand --plot 'Draw an SVG picture: with --user keystrokes saved over messages, the mean of all logs; with --reliability how much is right over how probable it is called'
            cand --beginnings 'Ask a list of beginnings, lines of `See you |later soon`, with nothing learned and after each log'
            cand --names 'Have names typed once, lines of `sentence with the Name|later beginning|Name`, and ask for them again'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --bits-only 'Bits per character only: no typing, much faster'
            cand --no-base-memory 'Leave the base memory out: the network alone, and with --user what was learned of the person'
            cand --json 'One JSON object a file'
            cand --user 'What learning is worth: score logs (*.jsonl) cold, with the memory, and with fine-tuning as well'
            cand --no-finetune 'With --user: leave out the third arm, which takes nearly all of the time'
            cand --reliability 'Ask whether probabilities mean what they say: of grey text before every key, by how probable it is called, how much is right, and what thresholds would show'
            cand --each 'With --beginnings and --names: print every question with what is offered'
            cand --per-message 'One JSON object a message: its number among the scored ones and its figures, never its text'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;train'= {
            cand -r 'A recipe that comes with foretype, or a TOML file'
            cand --recipe 'A recipe that comes with foretype, or a TOML file'
            cand -o 'Folder for the results; made if missing'
            cand --out 'Folder for the results; made if missing'
            cand --from 'Begin with the weights and the vocabulary of this model instead of random ones; only its tables may grow'
            cand --device 'cpu; cuda, cuda:N or metal: a GPU, by way of candle, in a build that has it. auto is the fastest, the CPU'
            cand -j 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit'
            cand --threads 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit'
            cand --epochs 'Override the recipe''s epochs'
            cand --batch 'Override the recipe''s batch'
            cand --learning-rate 'Override the recipe''s learning rate'
            cand --hidden 'Override the recipe''s hidden width'
            cand --layers 'Override the recipe''s number of layers'
            cand --precision 'Override what matrix products multiply: f32, or bf16, which is faster on processors with instructions for it. Sums, weights and the optimiser stay f32'
            cand --seed 'Override the recipe''s seed'
            cand --checkpoint-minutes 'Override the minutes between checkpoints'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --resume 'Go on with the run that is in the output folder'
            cand --reference 'On the CPU, use candle''s autograd instead of the fused trainer (slower; the reference)'
            cand --list 'List the recipes that come with foretype'
            cand --show 'Print the recipe and stop: a start for a recipe of your own'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;corpus'= {
            cand -r 'A recipe that comes with foretype, or a TOML file'
            cand --recipe 'A recipe that comes with foretype, or a TOML file'
            cand --from 'The folder with the files that the recipe names'
            cand -o 'The text to write'
            cand --out 'The text to write'
            cand --held-out 'Also write to FILE what a training on that text holds out'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;index'= {
            cand -r 'A recipe that comes with foretype, or a TOML file'
            cand --recipe 'A recipe that comes with foretype, or a TOML file'
            cand --from 'The folder with the files that the recipe names'
            cand -o 'The index to write'
            cand --out 'The index to write'
            cand --without 'Leave the lines of FILE out, also where their case or punctuation is another'
            cand --held-out 'Leave some documents out and write their lines to FILE'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;mixing'= {
            cand -o 'The file to write'
            cand --out 'The file to write'
            cand --chars 'Characters read of each file'
            cand --person 'Characters that one person types'
            cand --plain 'Plain sentences that people write in other places; may be given several times'
            cand --elsewhere 'Chance of such a sentence after a line of one''s own'
            cand --friends 'Chance of a sentence with a friend''s name after a line of one''s own, which is remembered'
            cand --new-friend 'Chance that the friend is a new one'
            cand --again 'Chance of saying again, word for word, what was said lately'
            cand --base 'Learn the weights of this base memory'
            cand --model 'A checkpoint, or `tiny` or `english`, which are inside the program'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;lexicon'= {
            cand --words 'Words with their counts, one a line'
            cand --spelt 'Words of a dictionary, one a line, written as inside a sentence; more than once for several files'
            cand --rare 'Rare words of a dictionary, one a line: taken unless one slip makes one of a common word; more than once for several files'
            cand --misspellings 'Misspellings, `wrong<TAB>right` a line'
            cand --least 'A word that the text has so many times needs no list'
            cand --casual 'Also write the words of hurried messages, one a line: what the lexicon lacks and the text has often'
            cand --least-casual 'A word of hurried messages stands in the text so many times'
            cand -o 'The lexicon to write'
            cand --out 'The lexicon to write'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;quantize'= {
            cand -o 'The file to write'
            cand --out 'The file to write'
            cand --mean 'Other checkpoints of the same shape: the mean of all weights is rounded; may be given several times, and one that is given twice weighs twice'
            cand --to 'What matrices are rounded to'
            cand --rows 'What the rows of n-gram tables are rounded to, of models that have tables'
            cand --check 'Measure what rounding costs on this text, every line standing alone; may be given several times'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --json 'Print one JSON object'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;bench'= {
            cand --model 'Measure the model in FILE instead of the one inside the program'
            cand --shape 'Measure a model of this shape with random weights: the name of its cell as recipes have it, then its width, then its layers if there are several, as in gru:512 or lstm:256x2'
            cand --symbols 'Symbols of such a model''s vocabulary, 211 at least'
            cand --precision 'What is multiplied: for steps f32, bf16 or int8 (with --shape), for training f32 or bf16'
            cand --only 'Measure only this; may be given several times'
            cand --batch 'Streams side by side in training'
            cand --sequence 'Steps of truncated back-propagation'
            cand -j 'Threads of training; all cores when absent'
            cand --threads 'Threads of training; all cores when absent'
            cand --seconds 'Seconds of training'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --reference 'Train with candle''s autograd instead of the fused trainer'
            cand --json 'Print one JSON object'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;service'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand install 'Write the service files and start listening'
            cand uninstall 'Stop the service and remove its files'
            cand status 'Tell whether the service is installed, up to date and active'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;service;install'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --dry-run 'Show the files and commands and do nothing'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;service;uninstall'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --dry-run 'Show the files and commands and do nothing'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;service;status'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;service;help'= {
            cand install 'Write the service files and start listening'
            cand uninstall 'Stop the service and remove its files'
            cand status 'Tell whether the service is installed, up to date and active'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;service;help;install'= {
        }
        &'foretype;service;help;uninstall'= {
        }
        &'foretype;service;help;status'= {
        }
        &'foretype;service;help;help'= {
        }
        &'foretype;config'= {
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand --example 'Print the commented example, which holds the defaults'
            cand --path 'Print the path of the settings file, whether it is there or not'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;completions'= {
            cand --out 'Write files into DIR instead of printing'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;man'= {
            cand --out 'Write files into DIR instead of printing'
            cand --config 'Read the settings from FILE instead of the usual place (see `foretype config --path`)'
            cand --socket 'Use the daemon that listens on PATH'
            cand --color 'When to use colours'
            cand -q 'Say nothing but results and errors'
            cand --quiet 'Say nothing but results and errors'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'foretype;help'= {
            cand try 'Type and watch what is being offered'
            cand suggest 'Print what may be typed next'
            cand why 'Print why words are offered'
            cand settings 'Set what foretype does, and see what it knows'
            cand status 'Tell how the daemon is'
            cand history 'Show what is kept'
            cand forget 'Forget what was typed'
            cand hide 'Never offer a word'
            cand learn 'Learn from text'
            cand pause 'Keep and learn nothing for a while'
            cand resume 'Keep and learn again after a pause'
            cand backup 'Write everything personal into one encrypted file'
            cand restore 'Take back what a backup holds'
            cand daemon 'Run the daemon, or start, stop and restart it'
            cand finetune 'Fine-tune a model of your own now'
            cand learning 'Show what was learned in the background'
            cand model 'List personal models, or go back to an earlier one'
            cand lsp 'Serve an editor as its language server, on stdin and stdout'
            cand ibus 'Serve every application as its input method, through IBus'
            cand fcitx5 'Serve every application as its input method, through Fcitx 5'
            cand generate 'Let a model write'
            cand setup 'Learn from the chats and logs on this computer, step by step'
            cand import 'Learn from chat exports and logs'
            cand watch 'Follow logs that grow'
            cand eval 'Measure a model on text'
            cand train 'Train a character model on text'
            cand corpus 'Mix and clean the training text of a recipe'
            cand index 'Make the base memory of a model from its training text'
            cand mixing 'Learn the weights with which memory and network are blended at first'
            cand lexicon 'Make the lexicon of a language from counted words and text'
            cand quantize 'Write a model in fewer bits'
            cand bench 'Measure this machine'
            cand service 'Let the system start the daemon when it is needed'
            cand config 'Print the settings'
            cand completions 'Print what a shell needs to complete foretype''s commands'
            cand man 'Print the manual page of foretype or of one of its commands'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'foretype;help;try'= {
        }
        &'foretype;help;suggest'= {
        }
        &'foretype;help;why'= {
        }
        &'foretype;help;settings'= {
        }
        &'foretype;help;status'= {
        }
        &'foretype;help;history'= {
        }
        &'foretype;help;forget'= {
        }
        &'foretype;help;hide'= {
        }
        &'foretype;help;learn'= {
        }
        &'foretype;help;pause'= {
        }
        &'foretype;help;resume'= {
        }
        &'foretype;help;backup'= {
        }
        &'foretype;help;restore'= {
        }
        &'foretype;help;daemon'= {
            cand start 'Start the daemon in the background, unless it runs already'
            cand stop 'Stop the daemon'
            cand restart 'Stop the daemon and start it again'
            cand status 'Tell how the daemon is; the same as `foretype status`'
        }
        &'foretype;help;daemon;start'= {
        }
        &'foretype;help;daemon;stop'= {
        }
        &'foretype;help;daemon;restart'= {
        }
        &'foretype;help;daemon;status'= {
        }
        &'foretype;help;finetune'= {
        }
        &'foretype;help;learning'= {
        }
        &'foretype;help;model'= {
            cand list 'List the personal models that are kept'
            cand rollback 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
        }
        &'foretype;help;model;list'= {
        }
        &'foretype;help;model;rollback'= {
        }
        &'foretype;help;lsp'= {
        }
        &'foretype;help;ibus'= {
        }
        &'foretype;help;fcitx5'= {
        }
        &'foretype;help;generate'= {
        }
        &'foretype;help;setup'= {
        }
        &'foretype;help;import'= {
        }
        &'foretype;help;watch'= {
            cand add 'Follow a log, or all logs of a folder'
            cand list 'Tell which logs are followed'
            cand remove 'Follow a log no more'
        }
        &'foretype;help;watch;add'= {
        }
        &'foretype;help;watch;list'= {
        }
        &'foretype;help;watch;remove'= {
        }
        &'foretype;help;eval'= {
        }
        &'foretype;help;train'= {
        }
        &'foretype;help;corpus'= {
        }
        &'foretype;help;index'= {
        }
        &'foretype;help;mixing'= {
        }
        &'foretype;help;lexicon'= {
        }
        &'foretype;help;quantize'= {
        }
        &'foretype;help;bench'= {
        }
        &'foretype;help;service'= {
            cand install 'Write the service files and start listening'
            cand uninstall 'Stop the service and remove its files'
            cand status 'Tell whether the service is installed, up to date and active'
        }
        &'foretype;help;service;install'= {
        }
        &'foretype;help;service;uninstall'= {
        }
        &'foretype;help;service;status'= {
        }
        &'foretype;help;config'= {
        }
        &'foretype;help;completions'= {
        }
        &'foretype;help;man'= {
        }
        &'foretype;help;help'= {
        }
    ]
    $completions[$command]
}
