" The same connection from Vimscript: a dictionary goes out as a map.
" Run by tests/e2e/neovim.rs with FORETYPE_SOCKET set; a failed check exits 1.

function! s:checks() abort
  let channel = sockconnect('pipe', $FORETYPE_SOCKET, {'rpc': v:true})
  if channel <= 0 | throw 'no connection' | endif
  let answer = rpcrequest(channel, 'suggest', {'left_context': 'How are yo', 'n': 2})
  if len(answer.words) > 2 | throw 'more than n words: ' . string(answer) | endif
  if type(answer.confidence) != v:t_float | throw 'confidence: ' . string(answer) | endif
  if rpcrequest(channel, 'edit', {'delete': 2, 'insert': 'me'}).length != 10 | throw 'length after edit' | endif
  if rpcrequest(channel, 'suggest', {'private': v:null, 'n': v:null}).session != answer.session
    throw 'nil is not like leaving out'
  endif
  if rpcrequest(channel, 'status', {}).pid <= 0 | throw 'status' | endif
  call chanclose(channel)
endfunction

try
  call s:checks()
  verbose echomsg 'ok vimscript'
  qall!
catch
  verbose echomsg v:throwpoint . ': ' . v:exception
  cquit 1
endtry
