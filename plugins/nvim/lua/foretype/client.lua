-- The connection to the daemon: MessagePack-RPC over its socket by libuv, so that nothing here ever waits.
--
-- Quiet: a daemon that is away is no error. It is looked for again at a later keystroke, at most once a pause.
local M = {
  -- `away`, `connecting`, `ready` or `refused` (a daemon of another protocol).
  state = 'away',
  -- Why it is away, for :checkhealth.
  why = 'not tried yet',
  -- Answer to `hello`.
  daemon = nil,
  -- Numbers of the sessions: `kept` and, for text that must never be kept, `private`; and of each one for lists, which
  -- are asked for at the same keystrokes and would take the place of the questions for ghost text.
  sessions = {},
  paused = false,
}

local config = require('foretype.config')

local PROTOCOL = 2
-- Milliseconds before a daemon that is away is looked for again.
local PAUSES = { 250, 1000, 4000 }
-- An answer that takes longer is not waited for, and the connection counts as dead.
local PATIENCE = 5000
-- Questions without an answer that are let pile up; the daemon would refuse more than 64.
local MAX_WAITING = 32

local pipe, unpacker, waiting, last_id, attempts, not_before, started
waiting, last_id, attempts, not_before = {}, 0, 0, 0

local function now() return vim.loop.now() end

local function waiting_count() return vim.tbl_count(waiting) end

--- Whether every call has been answered.
function M.idle() return waiting_count() == 0 end

local function close(why)
  if pipe and not pipe:is_closing() then pipe:close() end
  pipe = nil
  M.state, M.why, M.daemon, M.sessions = 'away', why, nil, {}
  attempts = attempts + 1
  not_before = now() + PAUSES[math.min(attempts, #PAUSES)]
  local gone = waiting
  waiting = {}
  for _, call in pairs(gone) do
    call.answer({ code = 'closed', message = why })
  end
end

M.close = close

--- Takes bytes from the socket apart. A frame may come in pieces; what is no frame ends the connection.
function M.receive(bytes)
  local at = 1
  while at <= #bytes do
    local ok, frame, next_at = pcall(unpacker, bytes, at)
    if not ok then return close('it does not speak MessagePack') end
    if frame == nil then return end
    at = next_at
    if type(frame) ~= 'table' then return close('it does not speak MessagePack-RPC') end
    local call = frame[1] == 1 and waiting[frame[2]]
    if call then
      waiting[frame[2]] = nil
      local failure, result = frame[3], frame[4]
      if failure == vim.NIL then
        call.answer(nil, type(result) == 'table' and result or {})
      else
        call.answer(type(failure) == 'table' and failure or { code = 'internal', message = tostring(failure) })
      end
    end
  end
end

--- Calls a method; `answer(error, result)` is called in a fast context. False when it cannot be sent.
function M.call(method, params, answer)
  if not pipe then return false end
  for _, call in pairs(waiting) do
    if now() - call.since > PATIENCE then
      close('it does not answer')
      return false
    end
  end
  if waiting_count() >= MAX_WAITING then return false end
  last_id = (last_id + 1) % 4294967296
  waiting[last_id] = { answer = answer or function() end, since = now() }
  -- An empty table is written as an array, which the daemon takes for an empty map.
  pipe:write(vim.mpack.encode({ 0, last_id, method, { params or {} } }))
  return true
end

local SESSIONS = {
  kept = { app = 'nvim' },
  kept_list = { app = 'nvim' },
  private = { app = 'nvim', private = true },
  private_list = { app = 'nvim', private = true },
}

local function greet()
  M.call('hello', { client = 'nvim', protocol = PROTOCOL }, function(failure, hello)
    if failure then return end
    if hello.protocol ~= PROTOCOL then
      close(('the daemon speaks protocol %s, this plugin %d; update both, then `foretype daemon restart`'):format(
        tostring(hello.protocol), PROTOCOL))
      M.state = 'refused'
      return
    end
    M.daemon = hello
    for name, params in pairs(SESSIONS) do
      M.call('open', params, function(problem, result)
        if problem then return end
        M.sessions[name] = result.session
        if vim.tbl_count(M.sessions) == vim.tbl_count(SESSIONS) then
          M.state, M.why, attempts = 'ready', nil, 0
          vim.schedule(function() vim.api.nvim_exec_autocmds('User', { pattern = 'ForetypeReady', modeline = false }) end)
        end
      end)
    end
  end)
end

-- Starts the daemon once and does not wait: the program ends as soon as the daemon runs.
local function start_daemon()
  if started or not config.start_daemon then return end
  started = true
  vim.schedule(function()
    if vim.fn.executable('foretype') == 0 then return end
    local env = vim.fn.environ()
    env.FORETYPE_SOCKET = config.address()
    vim.fn.jobstart({ 'foretype', '-q', 'daemon', 'start' }, {
      env = env,
      on_exit = function()
        not_before = 0
        M.connect()
      end,
    })
  end)
end

-- What is wrong with a socket or its folder that another user could have made, or could put another in its place. What is
-- not there is no problem: connecting says so.
local function not_own(address)
  for _, path in ipairs({ vim.fn.fnamemodify(address, ':h'), address }) do
    local found = vim.loop.fs_lstat(path)
    if found and (found.uid ~= vim.loop.getuid() or bit.band(found.mode, 63) ~= 0) then
      return path .. ' belongs to another user or is open to others'
    end
  end
end

local function failed(why)
  close(why)
  start_daemon()
end

--- Connects when there is no connection and the pause is over. Returns at once.
function M.connect()
  if M.state ~= 'away' or now() < not_before then return end
  local address = config.address()
  -- Nobody else is to hear what is typed, and no daemon could be started there.
  local problem = not vim.loop.os_uname().sysname:find('Windows') and not_own(address)
  if problem then return close(problem) end
  M.state = 'connecting'
  unpacker = vim.mpack.Unpacker()
  local mine = vim.loop.new_pipe(false)
  pipe = mine
  mine:connect(address, function(failure)
    if pipe ~= mine then return end
    if failure then return failed(failure == 'ENOENT' and 'no daemon listens' or failure) end
    mine:read_start(function(problem, bytes)
      if pipe ~= mine then return end
      if problem or not bytes then return close(problem or 'the daemon closed the connection') end
      M.receive(bytes)
    end)
    greet()
  end)
end

--- Looks for the daemon again now, whatever happened before.
function M.retry()
  if M.state == 'refused' then M.state = 'away' end
  attempts, not_before, started = 0, 0, nil
  M.connect()
end

--- Whether the daemon that answers has a method; older ones lack some.
function M.has(method)
  return M.daemon ~= nil and vim.tbl_contains(M.daemon.methods or {}, method)
end

--- Calls and waits up to `ms` for the answer; only for what a person asked for by a command. Error, result.
function M.call_and_wait(method, params, ms)
  M.connect()
  vim.wait(ms, function() return M.state ~= 'connecting' end, 5)
  local failure, result = { code = 'closed', message = M.why or 'no answer' }, nil
  local done = false
  local sent = M.call(method, params, function(problem, answer)
    failure, result, done = problem, answer, true
  end)
  if sent then vim.wait(ms, function() return done end, 2) end
  return failure, result
end

return M
