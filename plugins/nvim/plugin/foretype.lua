-- Loaded by Neovim at its start: the command, the highlight, and the plugin itself unless vim.g.foretype is false.
if vim.g.loaded_foretype or vim.fn.has('nvim-0.7') == 0 then
  return
end
vim.g.loaded_foretype = true

local commands = require('foretype.commands')
vim.api.nvim_create_user_command('Foretype', commands.run, {
  nargs = '*',
  complete = commands.complete,
  desc = 'foretype: enable, disable, status, pause, forget …',
})
vim.api.nvim_set_hl(0, 'ForetypeGhost', { link = 'Comment', default = true })

if vim.g.foretype ~= false then
  require('foretype').setup(type(vim.g.foretype) == 'table' and vim.g.foretype or nil)
end
