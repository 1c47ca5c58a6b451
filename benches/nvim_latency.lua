-- What the plugin adds to a keystroke in Neovim: benches/text.txt is typed by nvim_input into a Neovim with the plugin
-- and the real daemon, and everything that the plugin does in the editor's thread is timed. From the root:
--
--   cargo build --release && target/release/foretype daemon start
--   nvim --headless -u NONE -i NONE -n -S benches/nvim_latency.lua
local root = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
vim.fn.setenv('FORETYPE_PLUGIN', root .. '/plugins/nvim')
local Child = dofile(root .. '/tests/nvim_plugin/child.lua')

local nvim = Child.start()
nvim:lua([[
  spent = 0
  local function time(module, name)
    local inner = module[name]
    module[name] = function(...)
      local begun = vim.loop.hrtime()
      inner(...)
      spent = spent + vim.loop.hrtime() - begun
    end
  end
  local typing, client = require('foretype.typing'), require('foretype.client')
  for _, name in ipairs({ 'changed', 'moved', 'about_to_type', 'answered' }) do time(typing, name) end
  time(client, 'receive')
]])
nvim:command('set filetype=text')
nvim:type('i')
nvim:wait('require("foretype.client").state == "ready"', 'a daemon; start one')

local text = table.concat(vim.fn.readfile(root .. '/benches/text.txt'), '\n')
local times, ghosts = {}, 0
for _, char in ipairs(vim.fn.split(text, '\\zs')) do
  nvim:lua('spent = 0')
  nvim:type_slowly(char)
  nvim:settle()
  -- Drawing is scheduled, and comes before the next call from here.
  ghosts = ghosts + (nvim:lua('return require("foretype.ghost").shown ~= nil') and 1 or 0)
  table.insert(times, nvim:lua('return spent') / 1000)
end
table.sort(times)
local function percentile(share) return times[math.max(1, math.ceil(share * #times))] end
local version = vim.version()
io.stdout:write(('Neovim %d.%d.%d: %d keystrokes, %d with ghost text; µs in the editor each: p50 %.0f, p99 %.0f, max %.0f\n')
  :format(version.major, version.minor, version.patch, #times, ghosts, percentile(0.5), percentile(0.99), times[#times]))
nvim:stop()
vim.cmd('qall!')
