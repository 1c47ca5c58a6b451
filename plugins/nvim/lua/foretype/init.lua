-- The public functions of the plugin, for a person's own configuration. `:help foretype-lua` describes them.
local M = {}

local config = require('foretype.config')

--- Takes settings (see `:help foretype-settings`) and begins. May be called again with others.
function M.setup(settings)
  config.set(settings)
  if config.enabled then
    M.enable()
  else
    M.disable()
  end
end

function M.enable()
  config.enabled = true
  require('foretype.keys').map()
  require('foretype.typing').watch()
end

function M.disable()
  config.enabled = false
  require('foretype.typing').unwatch()
  require('foretype.keys').unmap()
end

function M.toggle()
  if config.enabled then M.disable() else M.enable() end
end

function M.is_enabled()
  return config.enabled
end

--- Whether ghost text stands at the cursor.
function M.visible()
  return require('foretype.ghost').shown ~= nil
end

--- Inserts the first word of the ghost text; false when there is none.
function M.take_word()
  return require('foretype.typing').take('word')
end

--- Inserts the whole ghost text; false when there is none.
function M.take_phrase()
  return require('foretype.typing').take('phrase')
end

--- Puts what was meant in the place of the last word; false when it is meant as it stands.
function M.correct()
  return require('foretype.typing').correct()
end

--- Hides the ghost text until the next keystroke.
function M.dismiss()
  require('foretype.ghost').hide()
end

--- For 'completefunc' and 'omnifunc'.
function M.complete(findstart, base)
  return require('foretype.complete').complete(findstart, base)
end

--- For 'statusline': `foretype 31 %` is the share of keystrokes saved in this session of Neovim.
function M.statusline()
  local client = require('foretype.client')
  if not config.enabled then return 'foretype off' end
  if client.paused then return 'foretype paused' end
  if client.state ~= 'ready' then return 'foretype –' end
  return ('foretype %d %%'):format(math.floor(100 * require('foretype.typing').saved() + 0.5))
end

return M
