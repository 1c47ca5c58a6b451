# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_foretype_global_optspecs
    string join \n config= socket= color= q/quiet V/version h/help
end

function __fish_foretype_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_foretype_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_foretype_using_subcommand
    set -l cmd (__fish_foretype_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c foretype -n "__fish_foretype_needs_command" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_needs_command" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_needs_command" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_needs_command" -s V -l version -d 'Print the version of the program and of its protocol'
complete -c foretype -n "__fish_foretype_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "try" -d 'Type and watch what is being offered'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "suggest" -d 'Print what may be typed next'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "why" -d 'Print why words are offered'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "settings" -d 'Set what foretype does, and see what it knows'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "status" -d 'Tell how the daemon is'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "history" -d 'Show what is kept'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "forget" -d 'Forget what was typed'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "hide" -d 'Never offer a word'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "learn" -d 'Learn from text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "pause" -d 'Keep and learn nothing for a while'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "resume" -d 'Keep and learn again after a pause'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "backup" -d 'Write everything personal into one encrypted file'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "restore" -d 'Take back what a backup holds'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "daemon" -d 'Run the daemon, or start, stop and restart it'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "finetune" -d 'Fine-tune a model of your own now'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "learning" -d 'Show what was learned in the background'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "model" -d 'List personal models, or go back to an earlier one'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "lsp" -d 'Serve an editor as its language server, on stdin and stdout'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "ibus" -d 'Serve every application as its input method, through IBus'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "fcitx5" -d 'Serve every application as its input method, through Fcitx 5'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "generate" -d 'Let a model write'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "setup" -d 'Learn from the chats and logs on this computer, step by step'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "import" -d 'Learn from chat exports and logs'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "watch" -d 'Follow logs that grow'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "eval" -d 'Measure a model on text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "train" -d 'Train a character model on text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "corpus" -d 'Mix and clean the training text of a recipe'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "index" -d 'Make the base memory of a model from its training text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "mixing" -d 'Learn the weights with which memory and network are blended at first'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "lexicon" -d 'Make the lexicon of a language from counted words and text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "quantize" -d 'Write a model in fewer bits'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "bench" -d 'Measure this machine'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "service" -d 'Let the system start the daemon when it is needed'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "config" -d 'Print the settings'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "completions" -d 'Print what a shell needs to complete foretype\'s commands'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "man" -d 'Print the manual page of foretype or of one of its commands'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand try" -l text -d 'Begin with this text before the cursor' -r
complete -c foretype -n "__fish_foretype_using_subcommand try" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand try" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand try" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand try" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand try" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s n -d 'How many words and characters (1 to 32); the settings say how many without it' -r
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s m -l min-probability -d 'Leave out words and phrases less probable than P (0 to 1)' -r
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s l -l language -d 'The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered' -r
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -l within -d 'Fail when the daemon is not reached, or does not answer, within MS milliseconds; one that is starting goes on starting' -r
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s w -l words -d 'Offer words (the default)'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s c -l chars -d 'Offer next characters; alone, no words'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s p -l phrase -d 'Offer a phrase of several words; alone, no words'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s j -l json -d 'Print JSON; with none of --words, --chars and --phrase, all three'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -l no-start -d 'Fail when no daemon runs instead of starting one'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand suggest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand why" -s n -d 'How many words (1 to 9); the settings say how many without it' -r
complete -c foretype -n "__fish_foretype_using_subcommand why" -s l -l language -d 'The language of the text, as in `de` or `pt-BR`' -r
complete -c foretype -n "__fish_foretype_using_subcommand why" -l app -d 'The application that the text is typed in' -r
complete -c foretype -n "__fish_foretype_using_subcommand why" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand why" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand why" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand why" -s j -l json -d 'Print one JSON object'
complete -c foretype -n "__fish_foretype_using_subcommand why" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand settings" -l page -d 'Begin with this page' -r -f -a "general\t'What is kept, how words appear'
applications\t'What is done in which application'
keys\t'Keys of the input method'
known\t'What is known of you'"
complete -c foretype -n "__fish_foretype_using_subcommand settings" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand settings" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand settings" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand settings" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand settings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand status" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand status" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand status" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand status" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand status" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand history" -l app -d 'Messages of this application' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l source -d 'Messages from this source, such as typed, learn or import:whatsapp' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l conversation -d 'Messages of this conversation' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l author -d 'Messages of this person, who is not you' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l after -d 'Messages written at TIME or later' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l before -d 'Messages written before TIME' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -s n -l limit -d 'Show at most N messages or words (0 to 1000)' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l offset -d 'Leave out the N newest that match' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -s w -l words -d 'Show the words used instead of messages' -r -f -a "most-used\t'The most used first'
newest\t'Those learned last first'
most-changed\t'Those first that learning has made more probable than they were, with the bits (1 bit: twice as probable)'"
complete -c foretype -n "__fish_foretype_using_subcommand history" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand history" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand history" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand history" -l delete -d 'Forget every message that matches, not only those shown, after a question'
complete -c foretype -n "__fish_foretype_using_subcommand history" -s y -l yes -d 'Ask nothing before deleting'
complete -c foretype -n "__fish_foretype_using_subcommand history" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand history" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l word -d 'A word; messages keep the rest of their text. Without WORD it is asked for, or read from the standard input' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l text -d 'Messages that hold this text, whatever its case. Without TEXT it is asked for, or read from the standard input' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l pattern -d 'Messages that match this regular expression' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l app -d 'Messages of this application' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l source -d 'Messages from this source, such as typed, learn or import:whatsapp' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l conversation -d 'Messages of this conversation' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l author -d 'Messages of this person, who is not you' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l after -d 'Messages written at TIME or later' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l before -d 'Messages written before TIME' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l id -d 'Messages of these numbers, as `foretype history --json` tells them' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l everything -d 'Everything there is'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -s y -l yes -d 'Ask nothing'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l dry-run -d 'Only show what would go'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -s j -l json -d 'Print one line of JSON instead of the preview; needs --yes or --dry-run'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand hide" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand hide" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand hide" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand hide" -s s -l show -d 'Offer them again'
complete -c foretype -n "__fish_foretype_using_subcommand hide" -s j -l json -d 'Print one line of JSON: `words`, all that are hidden then'
complete -c foretype -n "__fish_foretype_using_subcommand hide" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand hide" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand learn" -s f -l file -d 'Read messages from FILE, one a line; - is stdin' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l app -d 'The application it was written in' -r
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l conversation -d 'The conversation it belongs to' -r
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l source -d 'Where it comes from' -r
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learn" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand learn" -s j -l json -d 'Print one line of JSON: `kept`, `known` and `dropped` by reason'
complete -c foretype -n "__fish_foretype_using_subcommand learn" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand learn" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand pause" -s m -l minutes -d 'Go on by itself after N minutes' -r
complete -c foretype -n "__fish_foretype_using_subcommand pause" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand pause" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand pause" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand pause" -s j -l json -d 'Print one line of JSON: `paused`, and `until` in milliseconds since 1970'
complete -c foretype -n "__fish_foretype_using_subcommand pause" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand resume" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand resume" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand resume" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand resume" -s j -l json -d 'Print one line of JSON: `paused`'
complete -c foretype -n "__fish_foretype_using_subcommand resume" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand backup" -l passphrase-file -d 'Take the passphrase from the first line of FILE' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand backup" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand backup" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand backup" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand backup" -l force -d 'Replace the file if there is one'
complete -c foretype -n "__fish_foretype_using_subcommand backup" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand restore" -l passphrase-file -d 'Take the passphrase from the first line of FILE' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand restore" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand restore" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand restore" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand restore" -l force -d 'Replace the history, personal model and settings that are there'
complete -c foretype -n "__fish_foretype_using_subcommand restore" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -l model -d 'Serve this checkpoint (.safetensors) instead of the model inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -f -a "start" -d 'Start the daemon in the background, unless it runs already'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -f -a "stop" -d 'Stop the daemon'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -f -a "restart" -d 'Stop the daemon and start it again'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -f -a "status" -d 'Tell how the daemon is; the same as `foretype status`'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and not __fish_seen_subcommand_from start stop restart status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -l model -d 'Serve this checkpoint (.safetensors) instead of the model inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -l model -d 'Serve this checkpoint (.safetensors) instead of the model inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -l model -d 'Serve this checkpoint (.safetensors) instead of the model inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from restart" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -l model -d 'Serve this checkpoint (.safetensors) instead of the model inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from help" -f -a "start" -d 'Start the daemon in the background, unless it runs already'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from help" -f -a "stop" -d 'Stop the daemon'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from help" -f -a "restart" -d 'Stop the daemon and start it again'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from help" -f -a "status" -d 'Tell how the daemon is; the same as `foretype status`'
complete -c foretype -n "__fish_foretype_using_subcommand daemon; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -l no-wait -d 'Start it and return'
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -s j -l json -d 'Print one line of JSON: the run, as `foretype learning --json` lists it'
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand finetune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand learning" -l plot -d 'Draw the figures of all runs as an SVG picture' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learning" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learning" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand learning" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand learning" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand learning" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand learning" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -f -a "list" -d 'List the personal models that are kept'
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -f -a "rollback" -d 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
complete -c foretype -n "__fish_foretype_using_subcommand model; and not __fish_seen_subcommand_from list rollback help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the personal models that are kept'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "rollback" -d 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
complete -c foretype -n "__fish_foretype_using_subcommand model; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -l stdio -d 'Speak over stdin and stdout; it is the only way, and some editors say so'
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand lsp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l xml -d 'Print the component file for this program'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l install -d 'Write the component file where ibus finds it'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l uninstall -d 'Remove what --install wrote'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -l system -d 'Install or uninstall for all users, in /usr/share/ibus/component'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand ibus" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -l install -d 'Build the addon and install it for this user'
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -l uninstall -d 'Remove what --install wrote'
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand fcitx5" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s n -l chars -d 'Characters to write' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s t -l temperature -d 'Below 1 safer, above 1 more surprising; 0 is greedy' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l top-k -d 'Choose among the K most probable characters only' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l top-p -d 'Choose among the most probable characters that together reach probability P' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l seed -d 'Seed of the random choices' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l model -d 'A checkpoint, or `tiny` or `english`, which are inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l greedy -d 'Take the most probable character every time'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l line -d 'Stop at the end of the first line'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s m -l me -d 'A name under which you write (may be given several times); without it, guessed or asked for' -r
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l measure -d 'Measure what changed on so many of your newest messages; 0 measures nothing' -r
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l plot -d 'Draw keystrokes saved over messages, before and after, as an SVG picture' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s n -l dry-run -d 'Only say what was found and what would be learned'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s y -l yes -d 'Ask nothing: learn from all that is found'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l watch -d 'Follow logs that are still written, without asking'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -l no-finetune -d 'Do not fine-tune now; the daemon does it by itself when you rest'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s j -l json -d 'Print one line of JSON at the end'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand import" -s m -l me -d 'A name under which you write in them (may be given several times); without it, guessed or asked for' -r
complete -c foretype -n "__fish_foretype_using_subcommand import" -s f -l format -d 'Take the files to be of this format instead of recognising it' -r -f -a "whatsapp\t''
telegram\t''
signal\t''
discord\t''
slack\t''
messenger\t''
sms\t''
imessage\t''
irc\t''
mbox\t''
signal-db\t''
whatsapp-db\t''
imessage-db\t''
google-chat\t''
prompts\t''
skype\t''
web-page\t''
line\t''
kakaotalk\t''
matrix\t''
viber\t''
pidgin\t''
team-chat\t''
git\t''
notes\t''
words\t''
chat\t''
jsonl\t''
plain\t''"
complete -c foretype -n "__fish_foretype_using_subcommand import" -l app -d 'File the messages under this application, as in `whatsapp`' -r
complete -c foretype -n "__fish_foretype_using_subcommand import" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand import" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand import" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand import" -s n -l dry-run -d 'Only say what would be learned'
complete -c foretype -n "__fish_foretype_using_subcommand import" -l strict -d 'Import nothing at all if anything cannot be read'
complete -c foretype -n "__fish_foretype_using_subcommand import" -s y -l yes -d 'Ask nothing'
complete -c foretype -n "__fish_foretype_using_subcommand import" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand import" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -f -a "add" -d 'Follow a log, or all logs of a folder'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -f -a "list" -d 'Tell which logs are followed'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -f -a "remove" -d 'Follow a log no more'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and not __fish_seen_subcommand_from add list remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -s m -l me -d 'A name under which you write (may be given several times)' -r
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -s f -l format -d 'Take the logs to be of this format: irc, jsonl or plain' -r -f -a "whatsapp\t''
telegram\t''
signal\t''
discord\t''
slack\t''
messenger\t''
sms\t''
imessage\t''
irc\t''
mbox\t''
signal-db\t''
whatsapp-db\t''
imessage-db\t''
google-chat\t''
prompts\t''
skype\t''
web-page\t''
line\t''
kakaotalk\t''
matrix\t''
viber\t''
pidgin\t''
team-chat\t''
git\t''
notes\t''
words\t''
chat\t''
jsonl\t''
plain\t''"
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -l app -d 'File the messages under this application' -r
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -l conversation -d 'File the messages under this conversation instead of the log\'s name' -r
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -s j -l json -d 'Print one line of JSON'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from remove" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from remove" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "add" -d 'Follow a log, or all logs of a folder'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "list" -d 'Tell which logs are followed'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Follow a log no more'
complete -c foretype -n "__fish_foretype_using_subcommand watch; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l model -d 'A checkpoint, or `tiny` or `english`, which are inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l limit -d 'Score the first N messages of each file only' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l others -d 'Of what others wrote between two messages of yours, read the newest CHARS characters only; 0 for none' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l mixing -d 'Weights that memory and network are blended with at first, as `foretype mixing` writes them' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l threshold -d 'Words at least this probable count as shown, for the precision' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s j -l threads -d 'Threads; all cores when absent' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l plot -d 'Draw an SVG picture: with --user keystrokes saved over messages, the mean of all logs; with --reliability how much is right over how probable it is called' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l beginnings -d 'Ask a list of beginnings, lines of `See you |later soon`, with nothing learned and after each log' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l names -d 'Have names typed once, lines of `sentence with the Name|later beginning|Name`, and ask for them again' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l bits-only -d 'Bits per character only: no typing, much faster'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l no-base-memory -d 'Leave the base memory out: the network alone, and with --user what was learned of the person'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l json -d 'One JSON object a file'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l user -d 'What learning is worth: score logs (*.jsonl) cold, with the memory, and with fine-tuning as well'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l no-finetune -d 'With --user: leave out the third arm, which takes nearly all of the time'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l reliability -d 'Ask whether probabilities mean what they say: of grey text before every key, by how probable it is called, how much is right, and what thresholds would show'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l each -d 'With --beginnings and --names: print every question with what is offered'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l per-message -d 'One JSON object a message: its number among the scored ones and its figures, never its text'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand train" -s r -l recipe -d 'A recipe that comes with foretype, or a TOML file' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -s o -l out -d 'Folder for the results; made if missing' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand train" -l from -d 'Begin with the weights and the vocabulary of this model instead of random ones; only its tables may grow' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand train" -l device -d 'cpu; cuda, cuda:N or metal: a GPU, by way of candle, in a build that has it. auto is the fastest, the CPU' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -s j -l threads -d 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l epochs -d 'Override the recipe\'s epochs' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l batch -d 'Override the recipe\'s batch' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l learning-rate -d 'Override the recipe\'s learning rate' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l hidden -d 'Override the recipe\'s hidden width' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l layers -d 'Override the recipe\'s number of layers' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l precision -d 'Override what matrix products multiply: f32, or bf16, which is faster on processors with instructions for it. Sums, weights and the optimiser stay f32' -r -f -a "f32\t''
bf16\t''"
complete -c foretype -n "__fish_foretype_using_subcommand train" -l seed -d 'Override the recipe\'s seed' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l checkpoint-minutes -d 'Override the minutes between checkpoints' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand train" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand train" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand train" -l resume -d 'Go on with the run that is in the output folder'
complete -c foretype -n "__fish_foretype_using_subcommand train" -l reference -d 'On the CPU, use candle\'s autograd instead of the fused trainer (slower; the reference)'
complete -c foretype -n "__fish_foretype_using_subcommand train" -l list -d 'List the recipes that come with foretype'
complete -c foretype -n "__fish_foretype_using_subcommand train" -l show -d 'Print the recipe and stop: a start for a recipe of your own'
complete -c foretype -n "__fish_foretype_using_subcommand train" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand train" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s r -l recipe -d 'A recipe that comes with foretype, or a TOML file' -r
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l from -d 'The folder with the files that the recipe names' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s o -l out -d 'The text to write' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l held-out -d 'Also write to FILE what a training on that text holds out' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand index" -s r -l recipe -d 'A recipe that comes with foretype, or a TOML file' -r
complete -c foretype -n "__fish_foretype_using_subcommand index" -l from -d 'The folder with the files that the recipe names' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -s o -l out -d 'The index to write' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -l without -d 'Leave the lines of FILE out, also where their case or punctuation is another' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -l held-out -d 'Leave some documents out and write their lines to FILE' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand index" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand index" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand index" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -s o -l out -d 'The file to write' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l chars -d 'Characters read of each file' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l person -d 'Characters that one person types' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l plain -d 'Plain sentences that people write in other places; may be given several times' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l elsewhere -d 'Chance of such a sentence after a line of one\'s own' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l friends -d 'Chance of a sentence with a friend\'s name after a line of one\'s own, which is remembered' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l new-friend -d 'Chance that the friend is a new one' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l again -d 'Chance of saying again, word for word, what was said lately' -r
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l base -d 'Learn the weights of this base memory' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l model -d 'A checkpoint, or `tiny` or `english`, which are inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand mixing" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l words -d 'Words with their counts, one a line' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l spelt -d 'Words of a dictionary, one a line, written as inside a sentence; more than once for several files' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l rare -d 'Rare words of a dictionary, one a line: taken unless one slip makes one of a common word; more than once for several files' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l misspellings -d 'Misspellings, `wrong<TAB>right` a line' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l least -d 'A word that the text has so many times needs no list' -r
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l casual -d 'Also write the words of hurried messages, one a line: what the lexicon lacks and the text has often' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l least-casual -d 'A word of hurried messages stands in the text so many times' -r
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -s o -l out -d 'The lexicon to write' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand lexicon" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -s o -l out -d 'The file to write' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l mean -d 'Other checkpoints of the same shape: the mean of all weights is rounded; may be given several times, and one that is given twice weighs twice' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l to -d 'What matrices are rounded to' -r -f -a "int8\t''
bf16\t''"
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l rows -d 'What the rows of n-gram tables are rounded to, of models that have tables' -r -f -a "int8\t''
int4\t'Half the bytes, at a loss of a few thousandths of a bit per character'"
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l check -d 'Measure what rounding costs on this text, every line standing alone; may be given several times' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -l json -d 'Print one JSON object'
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand quantize" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l model -d 'Measure the model in FILE instead of the one inside the program' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l shape -d 'Measure a model of this shape with random weights: the name of its cell as recipes have it, then its width, then its layers if there are several, as in gru:512 or lstm:256x2' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l symbols -d 'Symbols of such a model\'s vocabulary, 211 at least' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l precision -d 'What is multiplied: for steps f32, bf16 or int8 (with --shape), for training f32 or bf16' -r -f -a "f32\t''
bf16\t''
int8\t''"
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l only -d 'Measure only this; may be given several times' -r -f -a "machine\t'Peaks and bandwidths of the processor'
steps\t'Single steps of the network'
queries\t'Whole questions for three words'
training\t'Full training steps'"
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l batch -d 'Streams side by side in training' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l sequence -d 'Steps of truncated back-propagation' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -s j -l threads -d 'Threads of training; all cores when absent' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l seconds -d 'Seconds of training' -r
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l reference -d 'Train with candle\'s autograd instead of the fused trainer'
complete -c foretype -n "__fish_foretype_using_subcommand bench" -l json -d 'Print one JSON object'
complete -c foretype -n "__fish_foretype_using_subcommand bench" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -f -a "install" -d 'Write the service files and start listening'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -f -a "uninstall" -d 'Stop the service and remove its files'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -f -a "status" -d 'Tell whether the service is installed, up to date and active'
complete -c foretype -n "__fish_foretype_using_subcommand service; and not __fish_seen_subcommand_from install uninstall status help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -l dry-run -d 'Show the files and commands and do nothing'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l dry-run -d 'Show the files and commands and do nothing'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from status" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from status" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from status" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "install" -d 'Write the service files and start listening'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "uninstall" -d 'Stop the service and remove its files'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "status" -d 'Tell whether the service is installed, up to date and active'
complete -c foretype -n "__fish_foretype_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand config" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand config" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand config" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand config" -l example -d 'Print the commented example, which holds the defaults'
complete -c foretype -n "__fish_foretype_using_subcommand config" -l path -d 'Print the path of the settings file, whether it is there or not'
complete -c foretype -n "__fish_foretype_using_subcommand config" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand completions" -l out -d 'Write files into DIR instead of printing' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand completions" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand completions" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand completions" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand man" -l out -d 'Write files into DIR instead of printing' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand man" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand man" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand man" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "try" -d 'Type and watch what is being offered'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "suggest" -d 'Print what may be typed next'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "why" -d 'Print why words are offered'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "settings" -d 'Set what foretype does, and see what it knows'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "status" -d 'Tell how the daemon is'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "history" -d 'Show what is kept'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "forget" -d 'Forget what was typed'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "hide" -d 'Never offer a word'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "learn" -d 'Learn from text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "pause" -d 'Keep and learn nothing for a while'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "resume" -d 'Keep and learn again after a pause'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "backup" -d 'Write everything personal into one encrypted file'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "restore" -d 'Take back what a backup holds'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "daemon" -d 'Run the daemon, or start, stop and restart it'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "finetune" -d 'Fine-tune a model of your own now'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "learning" -d 'Show what was learned in the background'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "model" -d 'List personal models, or go back to an earlier one'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "lsp" -d 'Serve an editor as its language server, on stdin and stdout'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "ibus" -d 'Serve every application as its input method, through IBus'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "fcitx5" -d 'Serve every application as its input method, through Fcitx 5'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "generate" -d 'Let a model write'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "setup" -d 'Learn from the chats and logs on this computer, step by step'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "import" -d 'Learn from chat exports and logs'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "watch" -d 'Follow logs that grow'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "eval" -d 'Measure a model on text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "train" -d 'Train a character model on text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "corpus" -d 'Mix and clean the training text of a recipe'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "index" -d 'Make the base memory of a model from its training text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "mixing" -d 'Learn the weights with which memory and network are blended at first'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "lexicon" -d 'Make the lexicon of a language from counted words and text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "quantize" -d 'Write a model in fewer bits'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "bench" -d 'Measure this machine'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "service" -d 'Let the system start the daemon when it is needed'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "config" -d 'Print the settings'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "completions" -d 'Print what a shell needs to complete foretype\'s commands'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "man" -d 'Print the manual page of foretype or of one of its commands'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest why settings status history forget hide learn pause resume backup restore daemon finetune learning model lsp ibus fcitx5 generate setup import watch eval train corpus index mixing lexicon quantize bench service config completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "start" -d 'Start the daemon in the background, unless it runs already'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "stop" -d 'Stop the daemon'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "restart" -d 'Stop the daemon and start it again'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "status" -d 'Tell how the daemon is; the same as `foretype status`'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "list" -d 'List the personal models that are kept'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from model" -f -a "rollback" -d 'Serve an earlier model: the one before, or the one of a number (0 for the base model)'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "add" -d 'Follow a log, or all logs of a folder'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "list" -d 'Tell which logs are followed'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from watch" -f -a "remove" -d 'Follow a log no more'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "install" -d 'Write the service files and start listening'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "uninstall" -d 'Stop the service and remove its files'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "status" -d 'Tell whether the service is installed, up to date and active'
