
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
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is')
            [CompletionResult]::new('daemon', 'daemon', [CompletionResultType]::ParameterValue, 'Run the daemon, or start, stop and restart it')
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
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Tell how the daemon is')
            [CompletionResult]::new('daemon', 'daemon', [CompletionResultType]::ParameterValue, 'Run the daemon, or start, stop and restart it')
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
        'foretype;help;status' {
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
