-- :Foretype and what may follow it.
local M = {}

local client = require('foretype.client')

-- Milliseconds a command waits for its answer.
local PATIENCE = 2000

local function say(words, level) vim.notify('foretype: ' .. words, level or vim.log.levels.INFO) end

local function complain(words) say(words, vim.log.levels.ERROR) end

local function ask(method, params)
  local failure, result = client.call_and_wait(method, params, PATIENCE)
  if not failure then return result end
  if failure.code == 'unknown_method' then
    complain(('this daemon cannot %s; update foretype, then `foretype daemon restart`'):format(method))
  else
    complain(failure.message or failure.code)
  end
end

local function run_program(arguments)
  if vim.fn.executable('foretype') == 0 then return complain('the program `foretype` is not on your PATH') end
  vim.fn.jobstart(vim.list_extend({ 'foretype', '-q' }, arguments), {
    on_exit = function(_, code)
      if code ~= 0 then return complain(('`foretype %s` failed'):format(table.concat(arguments, ' '))) end
      client.retry()
    end,
  })
end

local function pause(paused)
  local result = ask('pause', { paused = paused })
  if not result then return end
  client.paused = result.paused
  say(result.paused and 'nothing is learned until :Foretype resume' or 'learning goes on')
end

local actions = {
  enable = function() require('foretype').enable() end,
  disable = function() require('foretype').disable() end,
  toggle = function() require('foretype').toggle() end,
  pause = function() pause(true) end,
  resume = function() pause(false) end,
  start = function() run_program({ 'daemon', 'start' }) end,
  restart = function() run_program({ 'daemon', 'restart' }) end,
  forget = function(word)
    if word == '' then return complain('which word? :Foretype forget WORD') end
    local result = ask('forget', { word = word })
    if result then say(('`%s` is forgotten: %d messages, %d changed'):format(word, result.messages or 0, result.changed or 0)) end
  end,
  status = function()
    local status = ask('status', {})
    if not status then return end
    local counts = require('foretype.typing').counts()
    say(('%s %s, model %s; answers take %.1f ms; %d characters typed, %d taken with %d keys: %.0f %% of keystrokes saved')
      :format('daemon', status.version, status.model.name, status.latency.p50_us / 1000, counts.typed, counts.taken,
        counts.takes, 100 * require('foretype.typing').saved()))
  end,
}

function M.run(command)
  local name = command.fargs[1] or 'status'
  local action = actions[name]
  if not action then return complain(('no command is called `%s` (see :help :Foretype)'):format(name)) end
  action(table.concat(vim.list_slice(command.fargs, 2), ' '))
end

function M.complete(typed, line)
  if line:match('^%s*%S+%s+%S+%s') then return {} end
  local names = vim.tbl_filter(function(name) return vim.startswith(name, typed) end, vim.tbl_keys(actions))
  table.sort(names)
  return names
end

return M
