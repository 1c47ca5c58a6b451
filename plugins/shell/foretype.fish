# foretype for fish: a key (Ctrl-X Ctrl-W) writes the next word of the prose on the command line, and pressed again the
# next best. Copy it to ~/.config/fish/conf.d. FORETYPE_KEY, set before, is another key in bind's notation.
#
# The daemon on this computer is asked only when the key is pressed; nothing is kept.

status is-interactive; or exit

# The quote that is open at the cursor, or an empty line for none; then the lines of the prose before it: what that quote
# holds, else what follows the command. There is none in a command within the line, after `(`, `;`, `|` or `&`.
function _foretype_prose
    set -l line $argv[1]
    set -l quote ''
    set -l start 1
    set -l escaped 0
    set -l at 0
    set -l inside 0
    set -l other 0
    set -l before ''
    for char in (string split '' -- $line)
        set at (math $at + 1)
        if test $escaped = 1
            set escaped 0
        else if test "$char" = '\\' -a "$quote" != "'"
            set escaped 1
        else if test "$quote" = '"' -a "$char" = '(' -a "$before" = '$'
            set inside (math $inside + 1)
        else if test "$quote" = '"' -a "$char" = ')' -a $inside -gt 0
            set inside (math $inside - 1)
        else if test -z "$quote"; and contains -- "$char" '(' ';' '|' '&'
            set other 1
        else if test -z "$quote"; and contains -- "$char" '"' "'"
            set quote $char
            set start (math $at + 1)
        else if test "$char" = "$quote"
            set quote ''
        end
        set before $char
    end
    echo $quote
    if test $inside -gt 0
        return
    else if test -n "$quote"
        string sub -s $start -- $line
    else if test $other = 0; and string match -q '* *' -- $line
        string replace -r '^\S*\s' '' -- $line
    end
end

# Whether a word means nothing to the shell where it is to stand.
function _foretype_plain
    switch $argv[1]
        case "'"
            not string match -qr '[\'\\\\]' -- $argv[2]
        case '"'
            not string match -qr '["$\\\\]' -- $argv[2]
        case '*'
            not string match -qr '[\'"$\\\\&;<>()|*?#~{}\\[]' -- $argv[2]
    end
end

# What is to be inserted for each word that may follow, a line each. The text goes through a pipe: what stands on a
# command line every user of the computer can read.
function _foretype_ask
    set -l quote $argv[1]
    set -l text $argv[2]
    set -l last (string match -r '\S*$' -- $text)
    for line in (echo -- $text | foretype suggest -n 3 --within 1000 2>/dev/null | string match -v '')
        set -l word (string split -f 1 ' ' -- $line)
        # A correction takes the place of what was typed, and this key only adds.
        test "$word" = '→'; and continue
        _foretype_plain $quote $word; or continue
        set -l rest (string sub -s (math (string length -- "$last") + 1) -- $word)
        if test -z "$last"
            echo -- $word
        else if test -n "$rest" -a "$last$rest" = "$word"
            echo -- $rest
        else if string match -qr '[.,;:!?]$' -- $last
            echo -- " $word"
        end
    end
end

function _foretype_next_word
    # What `read` reads may be a password.
    test (status current-command) = fish; or return
    set -l before (commandline --cut-at-cursor | string collect)
    set -l all (commandline | string collect)
    set -l after (string sub -s (math (string length -- "$before") + 1) -- $all | string collect)
    # Within a word nothing is offered.
    string match -qr '^\w' -- $after; and return
    if set -q _foretype_taken; and test -n "$_foretype_taken" -a "$before" = "$_foretype_taken"
        set -g _foretype_at (math "$_foretype_at % ("(count $_foretype_words)" + 1) + 1")
    else
        set -l prose (_foretype_prose $before)
        set -l text (string join ' ' -- $prose[2..])
        test -n "$text"; or return
        set -g _foretype_words (_foretype_ask "$prose[1]" $text)
        set -g _foretype_base $before
        set -g _foretype_at 1
        test (count $_foretype_words) -gt 0; or return
    end
    # After the last one comes what was there before.
    set -l word ''
    test $_foretype_at -le (count $_foretype_words); and set word $_foretype_words[$_foretype_at]
    set -g _foretype_taken $_foretype_base$word
    commandline -r -- $_foretype_taken$after
    commandline -C (string length -- $_foretype_taken)
end

if set -q FORETYPE_KEY
    bind $FORETYPE_KEY _foretype_next_word
else
    bind \cx\cw _foretype_next_word
end
