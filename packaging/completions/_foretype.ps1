
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'foretype' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'foretype'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'foretype' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print the version of the program and of its protocol')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print the version of the program and of its protocol')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('try', 'try', [CompletionResultType]::ParameterValue, 'Type and watch what is being offered')
            [CompletionResult]::new('suggest', 'suggest', [CompletionResultType]::ParameterValue, 'Print what may be typed next')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Print why words are offered')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'Set what foretype does, and see what it knows')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what is kept')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget what was typed')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Never offer a word')
            [CompletionResult]::new('learn', 'learn', [CompletionResultType]::ParameterValue, 'Learn from text')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Keep and learn nothing for a while')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Keep and learn again after a pause')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write everything personal into one encrypted file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Take back what a backup holds')
            [CompletionResult]::new('daemon', 'daemon', [CompletionResultType]::ParameterValue, 'Run the daemon, or start, stop and restart it')
            [CompletionResult]::new('finetune', 'finetune', [CompletionResultType]::ParameterValue, 'Fine-tune a model of your own now')
            [CompletionResult]::new('learning', 'learning', [CompletionResultType]::ParameterValue, 'Show what was learned in the background')
            [CompletionResult]::new('model', 'model', [CompletionResultType]::ParameterValue, 'List personal models, or go back to an earlier one')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, 'Serve an editor as its language server, on stdin and stdout')
            [CompletionResult]::new('ibus', 'ibus', [CompletionResultType]::ParameterValue, 'Serve every application as its input method, through IBus')
            [CompletionResult]::new('fcitx5', 'fcitx5', [CompletionResultType]::ParameterValue, 'Serve every application as its input method, through Fcitx 5')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Let a model write')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Learn from the chats and logs on this computer, step by step')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Learn from chat exports and logs')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Follow logs that grow')
            [CompletionResult]::new('eval', 'eval', [CompletionResultType]::ParameterValue, 'Measure a model on text')
            [CompletionResult]::new('train', 'train', [CompletionResultType]::ParameterValue, 'Train a character model on text')
            [CompletionResult]::new('corpus', 'corpus', [CompletionResultType]::ParameterValue, 'Mix and clean the training text of a recipe')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Make the base memory of a model from its training text')
            [CompletionResult]::new('mixing', 'mixing', [CompletionResultType]::ParameterValue, 'Learn the weights with which memory and network are blended at first')
            [CompletionResult]::new('lexicon', 'lexicon', [CompletionResultType]::ParameterValue, 'Make the lexicon of a language from counted words and text')
            [CompletionResult]::new('quantize', 'quantize', [CompletionResultType]::ParameterValue, 'Write a model in fewer bits')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure this machine')
            [CompletionResult]::new('service', 'service', [CompletionResultType]::ParameterValue, 'Let the system start the daemon when it is needed')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Print the settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print what a shell needs to complete foretype''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of foretype or of one of its commands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;try' {
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'Begin with this text before the cursor')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;suggest' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many words and characters (1 to 32); the settings say how many without it')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Leave out words and phrases less probable than P (0 to 1)')
            [CompletionResult]::new('--min-probability', '--min-probability', [CompletionResultType]::ParameterName, 'Leave out words and phrases less probable than P (0 to 1)')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered')
            [CompletionResult]::new('--language', '--language', [CompletionResultType]::ParameterName, 'The language of the text, as in `de` or `pt-BR`; in one that the model does not know, only your own words are offered')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'Fail when the daemon is not reached, or does not answer, within MS milliseconds; one that is starting goes on starting')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Offer words (the default)')
            [CompletionResult]::new('--words', '--words', [CompletionResultType]::ParameterName, 'Offer words (the default)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Offer next characters; alone, no words')
            [CompletionResult]::new('--chars', '--chars', [CompletionResultType]::ParameterName, 'Offer next characters; alone, no words')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Offer a phrase of several words; alone, no words')
            [CompletionResult]::new('--phrase', '--phrase', [CompletionResultType]::ParameterName, 'Offer a phrase of several words; alone, no words')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print JSON; with none of --words, --chars and --phrase, all three')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print JSON; with none of --words, --chars and --phrase, all three')
            [CompletionResult]::new('--no-start', '--no-start', [CompletionResultType]::ParameterName, 'Fail when no daemon runs instead of starting one')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;why' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many words (1 to 9); the settings say how many without it')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'The language of the text, as in `de` or `pt-BR`')
            [CompletionResult]::new('--language', '--language', [CompletionResultType]::ParameterName, 'The language of the text, as in `de` or `pt-BR`')
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'The application that the text is typed in')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one JSON object')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;settings' {
            [CompletionResult]::new('--page', '--page', [CompletionResultType]::ParameterName, 'Begin with this page')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;status' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;history' {
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'Messages of this application')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Messages from this source, such as typed, learn or import:whatsapp')
            [CompletionResult]::new('--conversation', '--conversation', [CompletionResultType]::ParameterName, 'Messages of this conversation')
            [CompletionResult]::new('--author', '--author', [CompletionResultType]::ParameterName, 'Messages of this person, who is not you')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Messages written at TIME or later')
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Messages written before TIME')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most N messages or words (0 to 1000)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most N messages or words (0 to 1000)')
            [CompletionResult]::new('--offset', '--offset', [CompletionResultType]::ParameterName, 'Leave out the N newest that match')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show the words used instead of messages')
            [CompletionResult]::new('--words', '--words', [CompletionResultType]::ParameterName, 'Show the words used instead of messages')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Forget every message that matches, not only those shown, after a question')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Ask nothing before deleting')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Ask nothing before deleting')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;forget' {
            [CompletionResult]::new('--word', '--word', [CompletionResultType]::ParameterName, 'A word; messages keep the rest of their text. Without WORD it is asked for, or read from the standard input')
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'Messages that hold this text, whatever its case. Without TEXT it is asked for, or read from the standard input')
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'Messages that match this regular expression')
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'Messages of this application')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Messages from this source, such as typed, learn or import:whatsapp')
            [CompletionResult]::new('--conversation', '--conversation', [CompletionResultType]::ParameterName, 'Messages of this conversation')
            [CompletionResult]::new('--author', '--author', [CompletionResultType]::ParameterName, 'Messages of this person, who is not you')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Messages written at TIME or later')
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Messages written before TIME')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Messages of these numbers, as `foretype history --json` tells them')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--everything', '--everything', [CompletionResultType]::ParameterName, 'Everything there is')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Ask nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Ask nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only show what would go')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON instead of the preview; needs --yes or --dry-run')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON instead of the preview; needs --yes or --dry-run')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;hide' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Offer them again')
            [CompletionResult]::new('--show', '--show', [CompletionResultType]::ParameterName, 'Offer them again')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON: `words`, all that are hidden then')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON: `words`, all that are hidden then')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;learn' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Read messages from FILE, one a line; - is stdin')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read messages from FILE, one a line; - is stdin')
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'The application it was written in')
            [CompletionResult]::new('--conversation', '--conversation', [CompletionResultType]::ParameterName, 'The conversation it belongs to')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Where it comes from')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON: `kept`, `known` and `dropped` by reason')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON: `kept`, `known` and `dropped` by reason')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;pause' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'Go on by itself after N minutes')
            [CompletionResult]::new('--minutes', '--minutes', [CompletionResultType]::ParameterName, 'Go on by itself after N minutes')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON: `paused`, and `until` in milliseconds since 1970')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON: `paused`, and `until` in milliseconds since 1970')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;resume' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON: `paused`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON: `paused`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;backup' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Take the passphrase from the first line of FILE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file if there is one')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;restore' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Take the passphrase from the first line of FILE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the history, personal model and settings that are there')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;daemon' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Serve this checkpoint (.safetensors) instead of the model inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the daemon in the background, unless it runs already')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the daemon')
            [CompletionResult]::new('restart', 'restart', [CompletionResultType]::ParameterValue, 'Stop the daemon and start it again')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is; the same as `foretype status`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;daemon;start' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Serve this checkpoint (.safetensors) instead of the model inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;daemon;stop' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Serve this checkpoint (.safetensors) instead of the model inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;daemon;restart' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Serve this checkpoint (.safetensors) instead of the model inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;daemon;status' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Serve this checkpoint (.safetensors) instead of the model inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;daemon;help' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the daemon in the background, unless it runs already')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the daemon')
            [CompletionResult]::new('restart', 'restart', [CompletionResultType]::ParameterValue, 'Stop the daemon and start it again')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is; the same as `foretype status`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;daemon;help;start' {
            break
        }
        'foretype;daemon;help;stop' {
            break
        }
        'foretype;daemon;help;restart' {
            break
        }
        'foretype;daemon;help;status' {
            break
        }
        'foretype;daemon;help;help' {
            break
        }
        'foretype;finetune' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--no-wait', '--no-wait', [CompletionResultType]::ParameterName, 'Start it and return')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON: the run, as `foretype learning --json` lists it')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON: the run, as `foretype learning --json` lists it')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;learning' {
            [CompletionResult]::new('--plot', '--plot', [CompletionResultType]::ParameterName, 'Draw the figures of all runs as an SVG picture')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;model' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the personal models that are kept')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Serve an earlier model: the one before, or the one of a number (0 for the base model)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;model;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;model;rollback' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;model;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the personal models that are kept')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Serve an earlier model: the one before, or the one of a number (0 for the base model)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;model;help;list' {
            break
        }
        'foretype;model;help;rollback' {
            break
        }
        'foretype;model;help;help' {
            break
        }
        'foretype;lsp' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Speak over stdin and stdout; it is the only way, and some editors say so')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;ibus' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--xml', '--xml', [CompletionResultType]::ParameterName, 'Print the component file for this program')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'Write the component file where ibus finds it')
            [CompletionResult]::new('--uninstall', '--uninstall', [CompletionResultType]::ParameterName, 'Remove what --install wrote')
            [CompletionResult]::new('--system', '--system', [CompletionResultType]::ParameterName, 'Install or uninstall for all users, in /usr/share/ibus/component')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;fcitx5' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--install', '--install', [CompletionResultType]::ParameterName, 'Build the addon and install it for this user')
            [CompletionResult]::new('--uninstall', '--uninstall', [CompletionResultType]::ParameterName, 'Remove what --install wrote')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;generate' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Characters to write')
            [CompletionResult]::new('--chars', '--chars', [CompletionResultType]::ParameterName, 'Characters to write')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Below 1 safer, above 1 more surprising; 0 is greedy')
            [CompletionResult]::new('--temperature', '--temperature', [CompletionResultType]::ParameterName, 'Below 1 safer, above 1 more surprising; 0 is greedy')
            [CompletionResult]::new('--top-k', '--top-k', [CompletionResultType]::ParameterName, 'Choose among the K most probable characters only')
            [CompletionResult]::new('--top-p', '--top-p', [CompletionResultType]::ParameterName, 'Choose among the most probable characters that together reach probability P')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the random choices')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'A checkpoint, or `tiny` or `english`, which are inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--greedy', '--greedy', [CompletionResultType]::ParameterName, 'Take the most probable character every time')
            [CompletionResult]::new('--line', '--line', [CompletionResultType]::ParameterName, 'Stop at the end of the first line')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;setup' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A name under which you write (may be given several times); without it, guessed or asked for')
            [CompletionResult]::new('--me', '--me', [CompletionResultType]::ParameterName, 'A name under which you write (may be given several times); without it, guessed or asked for')
            [CompletionResult]::new('--measure', '--measure', [CompletionResultType]::ParameterName, 'Measure what changed on so many of your newest messages; 0 measures nothing')
            [CompletionResult]::new('--plot', '--plot', [CompletionResultType]::ParameterName, 'Draw keystrokes saved over messages, before and after, as an SVG picture')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what was found and what would be learned')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what was found and what would be learned')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Ask nothing: learn from all that is found')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Ask nothing: learn from all that is found')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Follow logs that are still written, without asking')
            [CompletionResult]::new('--no-finetune', '--no-finetune', [CompletionResultType]::ParameterName, 'Do not fine-tune now; the daemon does it by itself when you rest')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON at the end')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON at the end')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;import' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A name under which you write in them (may be given several times); without it, guessed or asked for')
            [CompletionResult]::new('--me', '--me', [CompletionResultType]::ParameterName, 'A name under which you write in them (may be given several times); without it, guessed or asked for')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Take the files to be of this format instead of recognising it')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Take the files to be of this format instead of recognising it')
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'File the messages under this application, as in `whatsapp`')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what would be learned')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be learned')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Import nothing at all if anything cannot be read')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Ask nothing')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Ask nothing')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;watch' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Follow a log, or all logs of a folder')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Tell which logs are followed')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Follow a log no more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;watch;add' {
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'A name under which you write (may be given several times)')
            [CompletionResult]::new('--me', '--me', [CompletionResultType]::ParameterName, 'A name under which you write (may be given several times)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Take the logs to be of this format: irc, jsonl or plain')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Take the logs to be of this format: irc, jsonl or plain')
            [CompletionResult]::new('--app', '--app', [CompletionResultType]::ParameterName, 'File the messages under this application')
            [CompletionResult]::new('--conversation', '--conversation', [CompletionResultType]::ParameterName, 'File the messages under this conversation instead of the log''s name')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;watch;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one line of JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;watch;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;watch;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Follow a log, or all logs of a folder')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Tell which logs are followed')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Follow a log no more')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;watch;help;add' {
            break
        }
        'foretype;watch;help;list' {
            break
        }
        'foretype;watch;help;remove' {
            break
        }
        'foretype;watch;help;help' {
            break
        }
        'foretype;eval' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'A checkpoint, or `tiny` or `english`, which are inside the program')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Score the first N messages of each file only')
            [CompletionResult]::new('--others', '--others', [CompletionResultType]::ParameterName, 'Of what others wrote between two messages of yours, read the newest CHARS characters only; 0 for none')
            [CompletionResult]::new('--mixing', '--mixing', [CompletionResultType]::ParameterName, 'Weights that memory and network are blended with at first, as `foretype mixing` writes them')
            [CompletionResult]::new('--threshold', '--threshold', [CompletionResultType]::ParameterName, 'Words at least this probable count as shown, for the precision')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Threads; all cores when absent')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads; all cores when absent')
            [CompletionResult]::new('--plot', '--plot', [CompletionResultType]::ParameterName, 'Draw an SVG picture: with --user keystrokes saved over messages, the mean of all logs; with --reliability how much is right over how probable it is called')
            [CompletionResult]::new('--beginnings', '--beginnings', [CompletionResultType]::ParameterName, 'Ask a list of beginnings, lines of `See you |later soon`, with nothing learned and after each log')
            [CompletionResult]::new('--names', '--names', [CompletionResultType]::ParameterName, 'Have names typed once, lines of `sentence with the Name|later beginning|Name`, and ask for them again')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--bits-only', '--bits-only', [CompletionResultType]::ParameterName, 'Bits per character only: no typing, much faster')
            [CompletionResult]::new('--no-base-memory', '--no-base-memory', [CompletionResultType]::ParameterName, 'Leave the base memory out: the network alone, and with --user what was learned of the person')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'One JSON object a file')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'What learning is worth: score logs (*.jsonl) cold, with the memory, and with fine-tuning as well')
            [CompletionResult]::new('--no-finetune', '--no-finetune', [CompletionResultType]::ParameterName, 'With --user: leave out the third arm, which takes nearly all of the time')
            [CompletionResult]::new('--reliability', '--reliability', [CompletionResultType]::ParameterName, 'Ask whether probabilities mean what they say: of grey text before every key, by how probable it is called, how much is right, and what thresholds would show')
            [CompletionResult]::new('--each', '--each', [CompletionResultType]::ParameterName, 'With --beginnings and --names: print every question with what is offered')
            [CompletionResult]::new('--per-message', '--per-message', [CompletionResultType]::ParameterName, 'One JSON object a message: its number among the scored ones and its figures, never its text')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;train' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('--recipe', '--recipe', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Folder for the results; made if missing')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder for the results; made if missing')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Begin with the weights and the vocabulary of this model instead of random ones; only its tables may grow')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'cpu; cuda, cuda:N or metal: a GPU, by way of candle, in a build that has it. auto is the fastest, the CPU')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads of the fused trainer; all cores when absent. One thread makes a run repeatable to the bit')
            [CompletionResult]::new('--epochs', '--epochs', [CompletionResultType]::ParameterName, 'Override the recipe''s epochs')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Override the recipe''s batch')
            [CompletionResult]::new('--learning-rate', '--learning-rate', [CompletionResultType]::ParameterName, 'Override the recipe''s learning rate')
            [CompletionResult]::new('--hidden', '--hidden', [CompletionResultType]::ParameterName, 'Override the recipe''s hidden width')
            [CompletionResult]::new('--layers', '--layers', [CompletionResultType]::ParameterName, 'Override the recipe''s number of layers')
            [CompletionResult]::new('--precision', '--precision', [CompletionResultType]::ParameterName, 'Override what matrix products multiply: f32, or bf16, which is faster on processors with instructions for it. Sums, weights and the optimiser stay f32')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Override the recipe''s seed')
            [CompletionResult]::new('--checkpoint-minutes', '--checkpoint-minutes', [CompletionResultType]::ParameterName, 'Override the minutes between checkpoints')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with the run that is in the output folder')
            [CompletionResult]::new('--reference', '--reference', [CompletionResultType]::ParameterName, 'On the CPU, use candle''s autograd instead of the fused trainer (slower; the reference)')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the recipes that come with foretype')
            [CompletionResult]::new('--show', '--show', [CompletionResultType]::ParameterName, 'Print the recipe and stop: a start for a recipe of your own')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;corpus' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('--recipe', '--recipe', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The folder with the files that the recipe names')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The text to write')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The text to write')
            [CompletionResult]::new('--held-out', '--held-out', [CompletionResultType]::ParameterName, 'Also write to FILE what a training on that text holds out')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;index' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('--recipe', '--recipe', [CompletionResultType]::ParameterName, 'A recipe that comes with foretype, or a TOML file')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The folder with the files that the recipe names')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The index to write')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The index to write')
            [CompletionResult]::new('--without', '--without', [CompletionResultType]::ParameterName, 'Leave the lines of FILE out, also where their case or punctuation is another')
            [CompletionResult]::new('--held-out', '--held-out', [CompletionResultType]::ParameterName, 'Leave some documents out and write their lines to FILE')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;mixing' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The file to write')
            [CompletionResult]::new('--chars', '--chars', [CompletionResultType]::ParameterName, 'Characters read of each file')
            [CompletionResult]::new('--person', '--person', [CompletionResultType]::ParameterName, 'Characters that one person types')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Plain sentences that people write in other places; may be given several times')
            [CompletionResult]::new('--elsewhere', '--elsewhere', [CompletionResultType]::ParameterName, 'Chance of such a sentence after a line of one''s own')
            [CompletionResult]::new('--friends', '--friends', [CompletionResultType]::ParameterName, 'Chance of a sentence with a friend''s name after a line of one''s own, which is remembered')
            [CompletionResult]::new('--new-friend', '--new-friend', [CompletionResultType]::ParameterName, 'Chance that the friend is a new one')
            [CompletionResult]::new('--again', '--again', [CompletionResultType]::ParameterName, 'Chance of saying again, word for word, what was said lately')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'Learn the weights of this base memory')
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'A checkpoint, or `tiny` or `english`, which are inside the program')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;lexicon' {
            [CompletionResult]::new('--words', '--words', [CompletionResultType]::ParameterName, 'Words with their counts, one a line')
            [CompletionResult]::new('--spelt', '--spelt', [CompletionResultType]::ParameterName, 'Words of a dictionary, one a line, written as inside a sentence; more than once for several files')
            [CompletionResult]::new('--rare', '--rare', [CompletionResultType]::ParameterName, 'Rare words of a dictionary, one a line: taken unless one slip makes one of a common word; more than once for several files')
            [CompletionResult]::new('--misspellings', '--misspellings', [CompletionResultType]::ParameterName, 'Misspellings, `wrong<TAB>right` a line')
            [CompletionResult]::new('--least', '--least', [CompletionResultType]::ParameterName, 'A word that the text has so many times needs no list')
            [CompletionResult]::new('--casual', '--casual', [CompletionResultType]::ParameterName, 'Also write the words of hurried messages, one a line: what the lexicon lacks and the text has often')
            [CompletionResult]::new('--least-casual', '--least-casual', [CompletionResultType]::ParameterName, 'A word of hurried messages stands in the text so many times')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The lexicon to write')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The lexicon to write')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;quantize' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file to write')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The file to write')
            [CompletionResult]::new('--mean', '--mean', [CompletionResultType]::ParameterName, 'Other checkpoints of the same shape: the mean of all weights is rounded; may be given several times, and one that is given twice weighs twice')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What matrices are rounded to')
            [CompletionResult]::new('--rows', '--rows', [CompletionResultType]::ParameterName, 'What the rows of n-gram tables are rounded to, of models that have tables')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Measure what rounding costs on this text, every line standing alone; may be given several times')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;bench' {
            [CompletionResult]::new('--model', '--model', [CompletionResultType]::ParameterName, 'Measure the model in FILE instead of the one inside the program')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'Measure a model of this shape with random weights: the name of its cell as recipes have it, then its width, then its layers if there are several, as in gru:512 or lstm:256x2')
            [CompletionResult]::new('--symbols', '--symbols', [CompletionResultType]::ParameterName, 'Symbols of such a model''s vocabulary, 211 at least')
            [CompletionResult]::new('--precision', '--precision', [CompletionResultType]::ParameterName, 'What is multiplied: for steps f32, bf16 or int8 (with --shape), for training f32 or bf16')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Measure only this; may be given several times')
            [CompletionResult]::new('--batch', '--batch', [CompletionResultType]::ParameterName, 'Streams side by side in training')
            [CompletionResult]::new('--sequence', '--sequence', [CompletionResultType]::ParameterName, 'Steps of truncated back-propagation')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Threads of training; all cores when absent')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads of training; all cores when absent')
            [CompletionResult]::new('--seconds', '--seconds', [CompletionResultType]::ParameterName, 'Seconds of training')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--reference', '--reference', [CompletionResultType]::ParameterName, 'Train with candle''s autograd instead of the fused trainer')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON object')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;service' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write the service files and start listening')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service and remove its files')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell whether the service is installed, up to date and active')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;service;install' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the files and commands and do nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;service;uninstall' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show the files and commands and do nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;service;status' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;service;help' {
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write the service files and start listening')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service and remove its files')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell whether the service is installed, up to date and active')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;service;help;install' {
            break
        }
        'foretype;service;help;uninstall' {
            break
        }
        'foretype;service;help;status' {
            break
        }
        'foretype;service;help;help' {
            break
        }
        'foretype;config' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('--example', '--example', [CompletionResultType]::ParameterName, 'Print the commented example, which holds the defaults')
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Print the path of the settings file, whether it is there or not')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;completions' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write files into DIR instead of printing')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write files into DIR instead of printing')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Read the settings from FILE instead of the usual place (see `foretype config --path`)')
            [CompletionResult]::new('--socket', '--socket', [CompletionResultType]::ParameterName, 'Use the daemon that listens on PATH')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but results and errors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'foretype;help' {
            [CompletionResult]::new('try', 'try', [CompletionResultType]::ParameterValue, 'Type and watch what is being offered')
            [CompletionResult]::new('suggest', 'suggest', [CompletionResultType]::ParameterValue, 'Print what may be typed next')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Print why words are offered')
            [CompletionResult]::new('settings', 'settings', [CompletionResultType]::ParameterValue, 'Set what foretype does, and see what it knows')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show what is kept')
            [CompletionResult]::new('forget', 'forget', [CompletionResultType]::ParameterValue, 'Forget what was typed')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Never offer a word')
            [CompletionResult]::new('learn', 'learn', [CompletionResultType]::ParameterValue, 'Learn from text')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Keep and learn nothing for a while')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Keep and learn again after a pause')
            [CompletionResult]::new('backup', 'backup', [CompletionResultType]::ParameterValue, 'Write everything personal into one encrypted file')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Take back what a backup holds')
            [CompletionResult]::new('daemon', 'daemon', [CompletionResultType]::ParameterValue, 'Run the daemon, or start, stop and restart it')
            [CompletionResult]::new('finetune', 'finetune', [CompletionResultType]::ParameterValue, 'Fine-tune a model of your own now')
            [CompletionResult]::new('learning', 'learning', [CompletionResultType]::ParameterValue, 'Show what was learned in the background')
            [CompletionResult]::new('model', 'model', [CompletionResultType]::ParameterValue, 'List personal models, or go back to an earlier one')
            [CompletionResult]::new('lsp', 'lsp', [CompletionResultType]::ParameterValue, 'Serve an editor as its language server, on stdin and stdout')
            [CompletionResult]::new('ibus', 'ibus', [CompletionResultType]::ParameterValue, 'Serve every application as its input method, through IBus')
            [CompletionResult]::new('fcitx5', 'fcitx5', [CompletionResultType]::ParameterValue, 'Serve every application as its input method, through Fcitx 5')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Let a model write')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Learn from the chats and logs on this computer, step by step')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Learn from chat exports and logs')
            [CompletionResult]::new('watch', 'watch', [CompletionResultType]::ParameterValue, 'Follow logs that grow')
            [CompletionResult]::new('eval', 'eval', [CompletionResultType]::ParameterValue, 'Measure a model on text')
            [CompletionResult]::new('train', 'train', [CompletionResultType]::ParameterValue, 'Train a character model on text')
            [CompletionResult]::new('corpus', 'corpus', [CompletionResultType]::ParameterValue, 'Mix and clean the training text of a recipe')
            [CompletionResult]::new('index', 'index', [CompletionResultType]::ParameterValue, 'Make the base memory of a model from its training text')
            [CompletionResult]::new('mixing', 'mixing', [CompletionResultType]::ParameterValue, 'Learn the weights with which memory and network are blended at first')
            [CompletionResult]::new('lexicon', 'lexicon', [CompletionResultType]::ParameterValue, 'Make the lexicon of a language from counted words and text')
            [CompletionResult]::new('quantize', 'quantize', [CompletionResultType]::ParameterValue, 'Write a model in fewer bits')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure this machine')
            [CompletionResult]::new('service', 'service', [CompletionResultType]::ParameterValue, 'Let the system start the daemon when it is needed')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Print the settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print what a shell needs to complete foretype''s commands')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of foretype or of one of its commands')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'foretype;help;try' {
            break
        }
        'foretype;help;suggest' {
            break
        }
        'foretype;help;why' {
            break
        }
        'foretype;help;settings' {
            break
        }
        'foretype;help;status' {
            break
        }
        'foretype;help;history' {
            break
        }
        'foretype;help;forget' {
            break
        }
        'foretype;help;hide' {
            break
        }
        'foretype;help;learn' {
            break
        }
        'foretype;help;pause' {
            break
        }
        'foretype;help;resume' {
            break
        }
        'foretype;help;backup' {
            break
        }
        'foretype;help;restore' {
            break
        }
        'foretype;help;daemon' {
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start the daemon in the background, unless it runs already')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop the daemon')
            [CompletionResult]::new('restart', 'restart', [CompletionResultType]::ParameterValue, 'Stop the daemon and start it again')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is; the same as `foretype status`')
            break
        }
        'foretype;help;daemon;start' {
            break
        }
        'foretype;help;daemon;stop' {
            break
        }
        'foretype;help;daemon;restart' {
            break
        }
        'foretype;help;daemon;status' {
            break
        }
        'foretype;help;finetune' {
            break
        }
        'foretype;help;learning' {
            break
        }
        'foretype;help;model' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the personal models that are kept')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Serve an earlier model: the one before, or the one of a number (0 for the base model)')
            break
        }
        'foretype;help;model;list' {
            break
        }
        'foretype;help;model;rollback' {
            break
        }
        'foretype;help;lsp' {
            break
        }
        'foretype;help;ibus' {
            break
        }
        'foretype;help;fcitx5' {
            break
        }
        'foretype;help;generate' {
            break
        }
        'foretype;help;setup' {
            break
        }
        'foretype;help;import' {
            break
        }
        'foretype;help;watch' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Follow a log, or all logs of a folder')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'Tell which logs are followed')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Follow a log no more')
            break
        }
        'foretype;help;watch;add' {
            break
        }
        'foretype;help;watch;list' {
            break
        }
        'foretype;help;watch;remove' {
            break
        }
        'foretype;help;eval' {
            break
        }
        'foretype;help;train' {
            break
        }
        'foretype;help;corpus' {
            break
        }
        'foretype;help;index' {
            break
        }
        'foretype;help;mixing' {
            break
        }
        'foretype;help;lexicon' {
            break
        }
        'foretype;help;quantize' {
            break
        }
        'foretype;help;bench' {
            break
        }
        'foretype;help;service' {
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write the service files and start listening')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service and remove its files')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell whether the service is installed, up to date and active')
            break
        }
        'foretype;help;service;install' {
            break
        }
        'foretype;help;service;uninstall' {
            break
        }
        'foretype;help;service;status' {
            break
        }
        'foretype;help;config' {
            break
        }
        'foretype;help;completions' {
            break
        }
        'foretype;help;man' {
            break
        }
        'foretype;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
