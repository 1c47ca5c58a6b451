# foretype for zsh: a key (Ctrl-X Ctrl-W) writes the next word of the prose on the command line, and pressed again the
# next best. Source it from ~/.zshrc. FORETYPE_KEY, set before, is another key in bindkey's notation.
#
# The daemon on this computer is asked only when the key is pressed; nothing is kept.

typeset -g _foretype_taken= _foretype_base=
typeset -gi _foretype_at=1
typeset -ga _foretype_words=()

# The prose before the cursor: what an open quote holds, else what follows the command; and that quote, in `open`. There is
# none in a command within the line, after `$(`, a backtick, `;`, `|` or `&`.
_foretype_prose() {
    emulate -L zsh
    local line=$1 quote= char
    local -i start=1 i inside=0 tick=0 other=0
    for ((i = 1; i <= $#line; i++)); do
        char=$line[i]
        if [[ $char == '\' && $quote != "'" ]]; then
            ((i++))
        elif [[ $quote != "'" && $char == '`' ]]; then
            tick=$((1 - tick))
        elif [[ $quote != "'" && $char == '(' && i -gt 1 && $line[i-1] == '$' ]]; then
            ((++inside))
        elif [[ $quote != "'" && $char == ')' && inside -gt 0 ]]; then
            ((inside -= 1))
        elif [[ -z $quote && $char == [\;\|\&\(] ]]; then
            other=1
        elif [[ -z $quote && ($char == '"' || $char == "'") ]]; then
            quote=$char start=$((i + 1))
        elif [[ $char == $quote ]]; then
            quote=
        fi
    done
    open=$quote
    if ((inside || tick)); then
        REPLY=
    elif [[ -n $quote ]]; then
        REPLY=$line[start,-1]
    elif ((!other)) && [[ $line == *' '* ]]; then
        REPLY=${line#* }
    else
        REPLY=
    fi
}

# Whether a word means nothing to the shell where it is to stand.
_foretype_plain() {
    emulate -L zsh
    case $1 in
        \') [[ $2 != *\'* ]] ;;
        \") [[ $2 != *[\"\$\`\\!]* ]] ;;
        *) [[ $2 != *[\'\"\$\`\\!\&\;\<\>\(\)\|*?\#~{}^=[]* ]] ;;
    esac
}

# What is to be inserted for each word that may follow. The text goes through a pipe: what stands on a command line
# every user of the computer can read.
_foretype_ask() {
    emulate -L zsh
    local text=$1 line word last=${1##*[[:space:]]}
    _foretype_words=()
    for line in ${(f)"$(print -r -- ${text//$'\n'/ } | foretype suggest -n 3 --within 1000 2>/dev/null)"}; do
        word=${line%% *}
        # A correction takes the place of what was typed, and this key only adds.
        [[ $word == '→' ]] && continue
        _foretype_plain "$open" $word || continue
        if [[ -z $last ]]; then
            _foretype_words+=($word)
        elif [[ $word == ${(b)last}?* ]]; then
            _foretype_words+=(${word#$last})
        elif [[ $last == *[.,\;:!?] ]]; then
            _foretype_words+=(" $word")
        fi
    done
}

_foretype_next_word() {
    emulate -L zsh
    # Within a word nothing is offered.
    [[ $RBUFFER == [[:alnum:]]* ]] && return
    if [[ -n $_foretype_taken && $LBUFFER == $_foretype_taken ]]; then
        _foretype_at=$((_foretype_at % ($#_foretype_words + 1) + 1))
    else
        local REPLY open
        _foretype_prose $LBUFFER
        [[ -z $REPLY ]] && return
        _foretype_ask $REPLY
        _foretype_base=$LBUFFER _foretype_at=1
        (($#_foretype_words)) || return
    fi
    # After the last one comes what was there before.
    _foretype_taken=$_foretype_base${_foretype_words[_foretype_at]-}
    LBUFFER=$_foretype_taken
}

zle -N foretype-next-word _foretype_next_word
bindkey ${FORETYPE_KEY:-'^X^W'} foretype-next-word
