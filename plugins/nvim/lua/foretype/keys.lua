-- Keys of insert mode. Each falls through to what it did before when nothing is offered.
local M = {
  -- Keys of the settings that somebody else had mapped, for :checkhealth.
  taken = {},
}

local ACTIONS = { word = 'take_word', phrase = 'take_phrase', dismiss = 'dismiss' }
local mapped = {}

function M.map()
  M.unmap()
  M.taken = {}
  for name, action in pairs(ACTIONS) do
    local key = require('foretype.config').keys[name]
    if key and vim.fn.maparg(key, 'i') ~= '' then
      M.taken[name] = key
    elseif key then
      vim.keymap.set('i', key, function()
        local offered = require('foretype').visible() and vim.fn.pumvisible() == 0
        return offered and ('<Cmd>lua require("foretype").%s()<CR>'):format(action) or key
      end, { expr = true, replace_keycodes = true, desc = 'foretype: ' .. action:gsub('_', ' ') })
      table.insert(mapped, key)
    end
  end
end

function M.unmap()
  for _, key in ipairs(mapped) do pcall(vim.keymap.del, 'i', key) end
  mapped = {}
end

return M
