# foretype for bash: a key (Ctrl-X Ctrl-W) writes the next word of the prose on the command line, and pressed again
# the next best. Source it from ~/.bashrc. FORETYPE_KEY, set before, is another key in readline's notation.
#
# The daemon on this computer is asked only when the key is pressed; nothing is kept.

_foretype_taken= _foretype_base= _foretype_at=0
_foretype_words=()

# The prose before the cursor, in the caller's `prose`: what an open quote holds, else what follows the command; and that
# quote in `open`. There is none in a command within the line, after `$(`, a backtick, `;`, `|` or `&`. No substitution of a command: two of them in a key's function, where a quote is open over lines, end
# bash 5.2.15 with a damaged heap.
_foretype_prose() {
    local line=$1 quote= start=0 i char inside=0 tick=0 other=0
    for ((i = 0; i < ${#line}; i++)); do
        char=${line:i:1}
        if [[ $char == \\ && $quote != "'" ]]; then
            ((i++))
        elif [[ $quote != "'" && $char == '`' ]]; then
            tick=$((1 - tick))
        elif [[ $quote != "'" && $char == '(' && ${line:i-1:1} == '$' ]]; then
            ((inside++))
        elif [[ $quote != "'" && $char == ')' && $inside -gt 0 ]]; then
            ((inside--))
        elif [[ -z $quote && $char == [\;\|\&\(] ]]; then
            other=1
        elif [[ -z $quote && ($char == '"' || $char == "'") ]]; then
            quote=$char start=$((i + 1))
        elif [[ $char == "$quote" ]]; then
            quote=
        fi
    done
    prose= open=$quote
    if ((inside || tick)); then
        return
    elif [[ -n $quote ]]; then
        prose=${line:start}
    elif ((!other)) && [[ $line == *' '* ]]; then
        prose=${line#* }
    fi
}

# Whether a word means nothing to the shell where it is to stand.
_foretype_plain() {
    case $1 in
        \') [[ $2 != *\'* ]] ;;
        \") [[ $2 != *[\"\$\`\\!]* ]] ;;
        *) [[ $2 != *[\'\"\$\`\\!\&\;\<\>\(\)\|*?#~{}[]* ]] ;;
    esac
}

# What is to be inserted for each word that may follow, a line each. The text goes through a pipe: what stands on a
# command line every user of the computer can read.
_foretype_ask() {
    local text=$1 quote=$2 word rest last
    last=${text##*[[:space:]]}
    while read -r word rest; do
        _foretype_plain "$quote" "$word" || continue
        case $word in
            # A correction takes the place of what was typed, and this key only adds.
            ''|'→') ;;
            "$last"?*) printf '%s\n' "${word#"$last"}" ;;
            *) [[ -z $last ]] && printf '%s\n' "$word"
               [[ $last == *[.,\;:!?] ]] && printf ' %s\n' "$word" ;;
        esac
    done < <(printf '%s\n' "${text//$'\n'/ }" | foretype suggest -n 3 --within 1000 2>/dev/null)
}

_foretype_next_word() {
    local before=${READLINE_LINE:0:READLINE_POINT} after=${READLINE_LINE:READLINE_POINT} prose open
    # Within a word nothing is offered.
    [[ $after == [[:alnum:]]* ]] && return
    if [[ -n $_foretype_taken && $before == "$_foretype_taken" ]]; then
        _foretype_at=$(((_foretype_at + 1) % (${#_foretype_words[@]} + 1)))
    else
        _foretype_prose "$before"
        [[ -z $prose ]] && return
        mapfile -t _foretype_words < <(_foretype_ask "$prose" "$open")
        _foretype_base=$before _foretype_at=0
        ((${#_foretype_words[@]})) || return
    fi
    # After the last one comes what was there before.
    _foretype_taken=$_foretype_base${_foretype_words[_foretype_at]}
    READLINE_LINE=$_foretype_taken$after
    READLINE_POINT=${#_foretype_taken}
}

bind -x "\"${FORETYPE_KEY:-\\C-x\\C-w}\": _foretype_next_word"
