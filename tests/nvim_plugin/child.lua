-- A Neovim of its own with the plugin in it, driven from here by its API as a person drives it by keys.
local M = {}
M.__index = M

local plugin = assert(os.getenv('FORETYPE_PLUGIN'))

--- `before`: lines of Lua that run before the plugin is loaded. `environment`: variables for the child.
function M.start(before, environment)
  local script = vim.fn.tempname() .. '.lua'
  vim.fn.writefile(vim.split(before or '', '\n'), script)
  local env = vim.tbl_extend('force', vim.fn.environ(), environment or {})
  local argv = { vim.v.progpath, '--embed', '--headless', '-u', 'NONE', '-i', 'NONE', '-n' }
  vim.list_extend(argv, { '--cmd', 'set rtp^=' .. plugin, '--cmd', 'luafile ' .. script, '--cmd', 'syntax on' })
  vim.list_extend(argv, { '-c', 'runtime plugin/foretype.lua' })
  local child = setmetatable({}, M)
  child.channel = vim.fn.jobstart(argv, { rpc = true, env = env, clear_env = true })
  assert(child.channel > 0, 'no Neovim')
  return child
end

function M:api(name, ...) return vim.rpcrequest(self.channel, name, ...) end

--- Runs Lua in the child; what it returns comes back.
function M:lua(code, ...) return self:api('nvim_exec_lua', code, { ... }) end

function M:command(line) self:api('nvim_command', line) end

--- Waits until a Lua expression in the child is true.
function M:wait(expression, what)
  local seen
  local ok = vim.wait(tonumber(os.getenv("FORETYPE_PATIENCE") or 60000), function()
    seen = self:lua('return ' .. expression)
    return seen and seen ~= vim.NIL
  end, 5)
  if not ok then
    local state = self:lua([[return vim.inspect({
      mode = vim.fn.mode(), lines = vim.api.nvim_buf_get_lines(0, 0, -1, false), messages = vim.fn.execute('messages'),
      client = { require('foretype.client').state, require('foretype.client').why },
      ghost = require('foretype.ghost').shown or 'none',
    })]])
    error(('waited in vain for %s\n%s'):format(what or expression, state), 2)
  end
  return seen
end

--- Types keys and waits until all of them have arrived.
function M:type(keys)
  local left = keys
  while #left > 0 do left = left:sub(self:api('nvim_input', left) + 1) end
  self.typed = (self.typed or 0) + 1
end

--- Types a text letter by letter, each when the one before has its effect.
function M:type_slowly(text)
  for _, char in ipairs(vim.fn.split(text, '\\zs')) do
    local state = 'vim.fn.mode() .. vim.api.nvim_buf_get_changedtick(0)'
    local before = self:lua('return ' .. state)
    self:type(char == '<' and '<lt>' or char)
    self:wait(('%s ~= %q'):format(state, before), 'the letter ' .. char)
  end
end

function M:lines() return self:api('nvim_buf_get_lines', 0, 0, -1, false) end

--- Waits until the buffer holds this text.
function M:expect(text)
  local literal = vim.inspect(text)
  self:wait(('table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\\n") == %s'):format(literal), literal)
end

--- Waits for ghost text; what it says.
function M:ghost()
  return self:wait('require("foretype.ghost").shown and require("foretype.ghost").shown.text', 'ghost text')
end

--- What is really drawn by an extmark.
function M:drawn()
  return self:lua([[
    local space = vim.api.nvim_get_namespaces().foretype
    local marks = vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })
    return marks[1] and marks[1][4].virt_text[1][1] or ''
  ]])
end

--- Waits until everything that was asked has been answered.
function M:settle()
  self:wait('require("foretype.client").idle()', 'answers')
end

--- What the editor has said so far.
function M:messages() return vim.trim(self:lua('return vim.fn.execute("messages")')) end

function M:stop()
  pcall(vim.rpcnotify, self.channel, 'nvim_command', 'qall!')
  vim.fn.jobwait({ self.channel }, 10000)
end

return M
