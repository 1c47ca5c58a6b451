-- Draws what is offered behind the cursor, in an extmark. Knows nothing of the daemon.
local M = {
  -- `{ buf, row, col, text, took }` while something is drawn.
  shown = nil,
}

local space = vim.api.nvim_create_namespace('foretype')
-- Older ones can only lay text over what stands there, so they show it at the end of a line alone.
local can_push_aside = vim.fn.has('nvim-0.10') == 1

function M.hide()
  if not M.shown then return end
  local buf = M.shown.buf
  M.shown = nil
  if vim.api.nvim_buf_is_valid(buf) then vim.api.nvim_buf_clear_namespace(buf, space, 0, -1) end
end

--- Whether text can be drawn at this place: not within a word, nor where it would cover others.
function M.fits(buf, row, col)
  local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1]
  if not line or col > #line then return false end
  local after = line:sub(col + 1)
  if after:match('^%s*$') then return true end
  return can_push_aside and not after:match('^[%w\128-\255]')
end

function M.show(buf, row, col, text)
  text = text:match('^[^\r\n]*')
  if text == '' or not M.fits(buf, row, col) then return M.hide() end
  local line = vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1]
  local at_end = col == #line
  vim.api.nvim_buf_set_extmark(buf, space, row, col, {
    id = 1,
    virt_text = { { text, 'ForetypeGhost' } },
    virt_text_pos = (at_end or not can_push_aside) and 'overlay' or 'inline',
    hl_mode = 'combine',
  })
  M.shown = { buf = buf, row = row, col = col, text = text }
end

--- After a keystroke: what is shown moves on when the person types just that, and goes otherwise.
function M.follow(buf, row, col)
  local old = M.shown
  if not old then return end
  local typed = old.buf == buf and old.row == row and col > old.col
    and (vim.api.nvim_buf_get_lines(buf, row, row + 1, false)[1] or ''):sub(old.col + 1, col)
  if typed and #typed < #old.text and old.text:sub(1, #typed) == typed then
    M.show(buf, row, col, old.text:sub(#typed + 1))
  else
    M.hide()
  end
end

return M
