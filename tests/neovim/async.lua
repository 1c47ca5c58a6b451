-- The way that never blocks, as proto/README.md shows it: libuv and Neovim's own MessagePack.
-- Run by tests/e2e/neovim.rs with FORETYPE_SOCKET set; a failed check prints its traceback and exits 1.

local answers, notifications, closed = {}, {}, false
local pipe = vim.loop.new_pipe(false)
local session = vim.mpack.Session({ unpack = vim.mpack.Unpacker() })

local function read(failed, bytes)
  assert(not failed, failed)
  if not bytes then
    closed = true
    return
  end
  local at = 1
  while at <= #bytes do
    local kind, tag, err, result
    kind, tag, err, result, at = session:receive(bytes, at)
    if kind == 'response' then
      answers[tag] = { err = err, result = result }
    elseif kind == 'notification' then
      -- Here the third value is the name, and the fourth its parameters.
      table.insert(notifications, err)
    end
  end
end

local function send(tag, method, params)
  pipe:write(session:request(tag) .. vim.mpack.encode(method) .. vim.mpack.encode({ params }))
end

local function wait(what, condition)
  assert(vim.wait(60000, condition, 5), 'waited in vain for ' .. what)
end

local function checks()
  local path, connected = assert(os.getenv('FORETYPE_SOCKET'), 'FORETYPE_SOCKET is not set'), false
  pipe:connect(path, function(failed)
    assert(not failed, failed)
    pipe:read_start(read)
    connected = true
  end)
  wait('a connection', function() return connected end)

  -- A burst of keystrokes: every one is answered, the newest with a result.
  local text = 'I will see you tomorrow'
  for length = 1, #text do
    send(length, 'suggest', { left_context = text:sub(1, length) })
  end
  wait('all answers', function() return vim.tbl_count(answers) == #text end)
  for length, answer in pairs(answers) do
    assert(answer.err == vim.NIL or answer.err.code == 'superseded', vim.inspect(answer))
    assert((answer.err == vim.NIL) ~= (answer.result == vim.NIL), length)
  end
  assert(answers[#text].err == vim.NIL, vim.inspect(answers[#text]))

  -- An error arrives whole, with its code and its field.
  send('wrong', 'suggest', { n = 'three' })
  wait('an error', function() return answers.wrong end)
  assert(answers.wrong.err.code == 'invalid_params', vim.inspect(answers.wrong))
  assert(answers.wrong.err.field == 'n', vim.inspect(answers.wrong))

  -- Events come on this kind of channel.
  send('subscribe', 'subscribe', vim.empty_dict())
  wait('the subscription', function() return answers.subscribe end)
  send('shutdown', 'shutdown', {})
  wait('the answer to shutdown', function() return answers.shutdown end)
  wait('the event', function() return notifications[1] == 'shutting_down' end)
  wait('the end', function() return closed end)
end

local ok, failure = xpcall(checks, debug.traceback)
if not ok then
  io.stderr:write(failure .. '\n')
  vim.cmd('cquit 1')
end
io.stderr:write('ok async\n')
vim.cmd('qall!')
