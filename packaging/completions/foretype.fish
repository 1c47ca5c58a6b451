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
complete -c foretype -n "__fish_foretype_needs_command" -f -a "status" -d 'Tell how the daemon is'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "history" -d 'Show what is kept'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "forget" -d 'Forget what was typed'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "learn" -d 'Learn from text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "pause" -d 'Keep and learn nothing for a while'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "resume" -d 'Keep and learn again after a pause'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "backup" -d 'Write everything personal into one encrypted file'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "restore" -d 'Take back what a backup holds'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "daemon" -d 'Run the daemon, or start, stop and restart it'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "generate" -d 'Let a model write'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "eval" -d 'Measure a model on text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "train" -d 'Train a character model on text'
complete -c foretype -n "__fish_foretype_needs_command" -f -a "corpus" -d 'Mix and clean the training text of a recipe'
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
complete -c foretype -n "__fish_foretype_using_subcommand history" -l after -d 'Messages written at TIME or later' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l before -d 'Messages written before TIME' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -s n -l limit -d 'Show at most N messages or words (0 to 1000)' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -l offset -d 'Leave out the N newest that match' -r
complete -c foretype -n "__fish_foretype_using_subcommand history" -s w -l words -d 'Show the words used instead of messages' -r -f -a "most-used\t'The most used first'
newest\t'Those learned last first'"
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
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l word -d 'A word; messages keep the rest of their text' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l text -d 'Messages that hold this text, in whatever case' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l pattern -d 'Messages that match this regular expression' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l app -d 'Messages of this application' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l source -d 'Messages from this source, such as typed, learn or import:whatsapp' -r
complete -c foretype -n "__fish_foretype_using_subcommand forget" -l conversation -d 'Messages of this conversation' -r
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
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s n -l chars -d 'Characters to write' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s t -l temperature -d 'Below 1 safer, above 1 more surprising; 0 is greedy' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l top-k -d 'Choose among the K most probable characters only' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l top-p -d 'Choose among the most probable characters that together reach probability P' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l seed -d 'Seed of the random choices' -r
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l model -d 'A checkpoint; the model inside the program when absent' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l greedy -d 'Take the most probable character every time'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -l line -d 'Stop at the end of the first line'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l model -d 'A checkpoint; the model inside the program when absent' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l limit -d 'Score the first N messages of each file only' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l threshold -d 'Words at least this probable count as shown, for the precision' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s j -l threads -d 'Threads; all cores when absent' -r
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l bits-only -d 'Bits per character only: no typing, much faster'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l json -d 'One JSON object a file'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -l per-message -d 'One JSON object a message: its number among the scored ones and its figures, never its text'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand eval" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c foretype -n "__fish_foretype_using_subcommand train" -s r -l recipe -d 'A recipe that comes with foretype, or a TOML file' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -s o -l out -d 'Folder for the results; made if missing' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand train" -l device -d 'auto, cpu, cuda, cuda:N or metal' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -s j -l threads -d 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l epochs -d 'Override the recipe\'s epochs' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l batch -d 'Override the recipe\'s batch' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l learning-rate -d 'Override the recipe\'s learning rate' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l hidden -d 'Override the recipe\'s hidden width' -r
complete -c foretype -n "__fish_foretype_using_subcommand train" -l layers -d 'Override the recipe\'s number of layers' -r
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
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l config -d 'Read the settings from FILE instead of the usual place (see `foretype config --path`)' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l socket -d 'Use the daemon that listens on PATH' -r -F
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -l color -d 'When to use colours' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set'
always\t''
never\t''"
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s q -l quiet -d 'Say nothing but results and errors'
complete -c foretype -n "__fish_foretype_using_subcommand corpus" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "try" -d 'Type and watch what is being offered'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "suggest" -d 'Print what may be typed next'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "status" -d 'Tell how the daemon is'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "history" -d 'Show what is kept'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "forget" -d 'Forget what was typed'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "learn" -d 'Learn from text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "pause" -d 'Keep and learn nothing for a while'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "resume" -d 'Keep and learn again after a pause'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "backup" -d 'Write everything personal into one encrypted file'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "restore" -d 'Take back what a backup holds'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "daemon" -d 'Run the daemon, or start, stop and restart it'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "generate" -d 'Let a model write'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "eval" -d 'Measure a model on text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "train" -d 'Train a character model on text'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "corpus" -d 'Mix and clean the training text of a recipe'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "service" -d 'Let the system start the daemon when it is needed'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "config" -d 'Print the settings'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "completions" -d 'Print what a shell needs to complete foretype\'s commands'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "man" -d 'Print the manual page of foretype or of one of its commands'
complete -c foretype -n "__fish_foretype_using_subcommand help; and not __fish_seen_subcommand_from try suggest status history forget learn pause resume backup restore daemon generate eval train corpus service config completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "start" -d 'Start the daemon in the background, unless it runs already'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "stop" -d 'Stop the daemon'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "restart" -d 'Stop the daemon and start it again'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from daemon" -f -a "status" -d 'Tell how the daemon is; the same as `foretype status`'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "install" -d 'Write the service files and start listening'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "uninstall" -d 'Stop the service and remove its files'
complete -c foretype -n "__fish_foretype_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "status" -d 'Tell whether the service is installed, up to date and active'
