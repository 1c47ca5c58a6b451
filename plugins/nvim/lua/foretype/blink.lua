-- A source for blink.cmp: sources.providers.foretype = { name = 'foretype', module = 'foretype.blink' }
local source = {}
source.__index = source

function source.new() return setmetatable({}, source) end

function source:enabled() return require('foretype').is_enabled() end

function source:get_trigger_characters() return { ' ' } end

function source:get_completions(_, callback)
  local cancelled = false
  require('foretype.complete').words(function(words)
    if cancelled then return end
    callback({
      items = require('foretype.cmp').items(words),
      is_incomplete_forward = true,
      is_incomplete_backward = true,
    })
  end)
  return function() cancelled = true end
end

-- An item was taken; `insert` does what is usual.
function source:execute(_, item, callback, insert)
  if insert then insert() end
  require('foretype.typing').took(item.data)
  callback()
end

return source
