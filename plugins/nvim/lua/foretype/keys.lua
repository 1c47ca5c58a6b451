-- Keys of insert mode. Each falls through to what it did before when nothing is offered.
local M = {
  -- Keys of the settings that somebody else had mapped, for :checkhealth.
  taken = {},
}

local ACTIONS = { word = 'take_word', phrase = 'take_phrase', dismiss = 'dismiss', correct = 'correct' }
local mapped = {}

-- From 0.11 on Neovim itself maps Tab, to jump within snippets: nobody has chosen that, and it goes on where nothing
-- is offered.
local function neovims_own(old)
  return type(old.callback) == 'function' and vim.startswith(old.desc or '', 'vim.snippet.')
end

-- What a key is mapped to; `maparg` of Neovim 0.7 does not tell functions.
local function mapping(key)
  local found = vim.fn.maparg(key, 'i', false, true)
  for _, other in ipairs(vim.api.nvim_get_keymap('i')) do
    if found.buffer == 0 and other.lhs == found.lhs then return other end
  end
  return found
end

local function map(key, action, old)
  vim.keymap.set('i', key, function()
    local asks = action == 'correct'
    local offered = asks or require('foretype').visible() and vim.fn.pumvisible() == 0
    if offered then return ('<Cmd>lua require("foretype").%s()<CR>'):format(action) end
    return old.callback and old.callback() or key
  end, { expr = true, replace_keycodes = true, desc = 'foretype: ' .. action:gsub('_', ' ') })
  mapped[key] = old
end

function M.map()
  M.unmap()
  M.taken = {}
  for name, action in pairs(ACTIONS) do
    local key = require('foretype.config').keys[name]
    local old = key and mapping(key) or {}
    if key and (vim.tbl_isempty(old) or neovims_own(old)) then
      map(key, action, old)
    elseif key then
      M.taken[name] = key
    end
  end
end

function M.unmap()
  for key, old in pairs(mapped) do
    pcall(vim.keymap.del, 'i', key)
    if old.callback then vim.keymap.set('i', key, old.callback, { expr = true, silent = true, desc = old.desc }) end
  end
  mapped = {}
end

return M
