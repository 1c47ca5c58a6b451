-- Neovim's own RPC, as proto/README.md shows it: sockconnect and rpcrequest.
-- Run by tests/e2e/neovim.rs with FORETYPE_SOCKET set; a failed check prints its traceback and exits 1.

local function equal(found, expected, what)
  if not vim.deep_equal(found, expected) then
    error(what .. ': expected ' .. vim.inspect(expected) .. ', found ' .. vim.inspect(found))
  end
end

local function check_answer(answer, n)
  assert(#answer.words <= n and #answer.chars <= n, vim.inspect(answer))
  local last, sum = 1, 0
  for _, word in ipairs(answer.words) do
    assert(word.probability >= 0 and word.probability <= last, vim.inspect(answer.words))
    assert(vim.endswith(word.text, vim.trim(word.completion)), vim.inspect(word))
    last, sum = word.probability, sum + word.probability
  end
  assert(sum <= 1.0001, vim.inspect(answer.words))
  assert(answer.phrase == vim.NIL or type(answer.phrase.text) == 'string', vim.inspect(answer.phrase))
  assert(answer.confidence >= 0 and answer.confidence <= 1, vim.inspect(answer))
end

local function checks()
  local path = assert(os.getenv('FORETYPE_SOCKET'), 'FORETYPE_SOCKET is not set')
  local channel = vim.fn.sockconnect('pipe', path, { rpc = true })
  assert(channel > 0, 'no connection to ' .. path)
  local function call(method, ...)
    return vim.fn.rpcrequest(channel, method, ...)
  end

  equal(call('hello', { client = 'nvim', protocol = 1 }).protocol, 1, 'protocol')

  local answer = call('suggest', { left_context = 'How are yo', n = 5 })
  check_answer(answer, 5)
  -- An empty table goes out as an empty array, an empty dictionary as a map, and no argument as no params.
  for _, answered in ipairs({ call('suggest', {}), call('suggest', vim.empty_dict()), call('suggest') }) do
    equal(answered.session, answer.session, 'session')
    check_answer(answered, 3)
  end
  check_answer(call('suggest', { left_context = 'See you ', kinds = { 'words' }, min_probability = 0.0 }), 3)
  equal(#call('suggest', { left_context = 'See you ', kinds = {} }).chars, 0, 'chars of no kinds')

  equal(call('set_context', { left_context = 'Zoë' }).length, 3, 'length after set_context')
  vim.fn.rpcnotify(channel, 'edit', { delete = 1, insert = 'e\n' })
  equal(call('edit', {}).length, 4, 'length after a notification')
  equal(call('accept', { text = 'Hello ' }).length, 10, 'length after accept')

  local session = call('open', { app = 'nvim', private = true }).session
  assert(session ~= answer.session, 'open gave the own session')
  equal(call('edit', { session = session, insert = 'x' }).length, 1, 'length in another session')
  equal(call('close', { session = session }), vim.empty_dict(), 'close')
  local ok = pcall(call, 'suggest', { session = session })
  assert(not ok, 'a closed session answered')
  ok = pcall(call, 'suggest', { n = 'three' })
  assert(not ok, 'n = "three" was accepted')

  -- The connection has survived all that; so do several in a row.
  for length = 1, 20 do
    check_answer(call('suggest', { left_context = string.sub('I will see you tomorrow', 1, length) }), 3)
  end
  equal(call('status').protocol, 2, 'status')
  vim.fn.chanclose(channel)
end

local ok, failure = xpcall(checks, debug.traceback)
if not ok then
  io.stderr:write(failure .. '\n')
  vim.cmd('cquit 1')
end
io.stderr:write('ok blocking\n')
vim.cmd('qall!')
