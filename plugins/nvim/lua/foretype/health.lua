-- :checkhealth foretype
local M = {}

local health = vim.health or require('health')
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error
local info = health.info or health.report_info

local function program()
  if vim.fn.executable('foretype') == 1 then
    ok('program: ' .. vim.trim(vim.fn.system({ 'foretype', '--version' })))
  else
    warn('the program `foretype` is not on your PATH', { 'cargo install --path . in the folder of foretype' })
  end
end

local function daemon()
  local client, config = require('foretype.client'), require('foretype.config')
  info('socket: ' .. config.address())
  if client.state ~= 'ready' then client.retry() end
  vim.wait(2000, function() return client.state == 'ready' or client.state == 'refused' end, 5)
  if client.state ~= 'ready' then
    return fail('no daemon: ' .. (client.why or 'it does not answer'), { 'foretype daemon start' })
  end
  ok(('daemon %s (protocol %d), model %s'):format(client.daemon.version, client.daemon.protocol, client.daemon.model.name))
  for _, method in ipairs({ 'commit', 'forget', 'pause' }) do
    if not client.has(method) then
      warn(('this daemon cannot %s yet'):format(method), { 'update foretype, then `foretype daemon restart`' })
    end
  end
end

local function keys()
  for name, key in pairs(require('foretype.keys').taken) do
    warn(('%s is mapped by something else, so it does not take the %s'):format(key, name), {
      'set another key, as in setup({ keys = { ' .. name .. " = '<C-f>' } }), or call the function from your mapping",
      ':help foretype-keys',
    })
  end
  local config = require('foretype.config')
  ok(('word: %s, phrase: %s'):format(tostring(config.keys.word), tostring(config.keys.phrase)))
end

function M.check()
  start('foretype')
  if not require('foretype').is_enabled() then warn('switched off', { ':Foretype enable' }) end
  if vim.fn.has('nvim-0.10') == 1 then
    ok('ghost text within lines, too')
  else
    info('ghost text at the ends of lines only; within lines from Neovim 0.10 on')
  end
  program()
  daemon()
  keys()
end

return M
