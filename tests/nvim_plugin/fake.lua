-- A daemon that answers what it is told and writes down what it was asked; it lives in this Neovim.
local M = {}
M.__index = M

local METHODS = { 'hello', 'open', 'set_context', 'suggest', 'accept', 'commit', 'forget', 'pause', 'status' }

--- `options.methods`: what it answers. `options.suggest(params)`: its result.
function M.start(options)
  local fake = setmetatable({ calls = {}, options = options or {}, pipes = {} }, M)
  fake.path = vim.fn.tempname()
  fake.server = vim.loop.new_pipe(false)
  assert(fake.server:bind(fake.path))
  vim.loop.fs_chmod(fake.path, options and options.mode or 384) -- 0600
  fake.server:listen(8, function(failed)
    assert(not failed, failed)
    local pipe = vim.loop.new_pipe(false)
    fake.server:accept(pipe)
    table.insert(fake.pipes, pipe)
    fake:serve(pipe)
  end)
  return fake
end

function M:serve(pipe)
  local unpacker = vim.mpack.Unpacker()
  pipe:read_start(function(failed, bytes)
    local at = 1
    while not failed and bytes and at <= #bytes do
      local frame, next_at = unpacker(bytes, at)
      if frame == nil then return end
      at = next_at
      self:answer(pipe, frame)
    end
  end)
end

function M:answer(pipe, frame)
  local id, method, params = frame[2], frame[3], frame[4][1] or {}
  table.insert(self.calls, { method = method, params = params })
  if self.options.garbage and method == 'suggest' then return pipe:write(self.options.garbage) end
  local result, failure = self:result(method, params), vim.NIL
  if not result then
    result, failure = vim.NIL, { code = 'unknown_method', message = 'no such method' }
  end
  -- In two pieces: a frame may come in any.
  local bytes = vim.mpack.encode({ 1, id, failure, result })
  pipe:write(bytes:sub(1, 3))
  pipe:write(bytes:sub(4))
end

function M:result(method, params)
  local methods = self.options.methods or METHODS
  if not vim.tbl_contains(methods, method) then return nil end
  if method == 'hello' then
    return { protocol = self.options.protocol or 2, version = '9', methods = methods, model = { name = 'fake' } }
  elseif method == 'open' then
    return { session = params.private == true and 2 or 1 }
  elseif method == 'suggest' then
    local suggest = self.options.suggest or function() return { words = {}, phrase = vim.NIL } end
    return suggest(params)
  elseif method == 'pause' then
    return { paused = params.paused }
  end
  return { messages = 1, changed = 2, kept = 1 }
end

--- The parameters of every call of a method so far.
function M:asked(method)
  local found = {}
  for _, call in ipairs(self.calls) do
    if call.method == method then table.insert(found, call.params) end
  end
  return found
end

function M:wait(method, count)
  local ok = vim.wait(tonumber(os.getenv("FORETYPE_PATIENCE") or 60000), function() return #self:asked(method) >= count end, 5)
  assert(ok, ('%s was called %d times, not %d'):format(method, #self:asked(method), count))
  return self:asked(method)
end

--- Goes away with its connections, as a daemon that dies.
function M:stop()
  for _, pipe in ipairs(self.pipes) do pipe:close() end
  self.server:close()
  os.remove(self.path)
end

return M
