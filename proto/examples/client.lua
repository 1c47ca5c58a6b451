-- A client of foretype in fifty lines, with LuaSocket and lua-MessagePack:  lua client.lua "How are yo"
local unix = require('socket.unix')
local mp = require('MessagePack')

local function address()
  local runtime = os.getenv('XDG_RUNTIME_DIR')
  local state = os.getenv('XDG_STATE_HOME') or os.getenv('HOME') .. '/.local/state'
  local folder = runtime and runtime .. '/foretype' or state .. '/foretype/run'
  return os.getenv('FORETYPE_SOCKET') or folder .. '/foretype.sock'
end
local function mine(place) -- nobody else can have made it, nor reach it; plain Lua has to ask `ls`
  local listed = io.popen("ls -ldn '" .. place .. "'"):read() or ''
  return listed:match('^[ds]rw.%-%-%-%-%-%-%S* +%d+ +(%d+)') == io.popen('id -u'):read()
end

local function connect()
  os.execute('foretype -q daemon start') -- does nothing where one runs
  assert(mine(address():match('(.*)/')) and mine(address()), address() .. ' is not mine alone')
  local socket = assert(unix.stream())
  assert(socket:connect(address()))
  socket:settimeout(5) -- seconds
  return socket
end

local socket, msgid = connect(), 0
local frames = mp.unpacker(function() return (socket:receive(1)) end) -- LuaSocket reads ahead by itself

-- Sends and does not wait, as at a keystroke. MessagePack tells maps and arrays apart: parameters always hold a key.
local function send(method, params)
  msgid = msgid + 1
  assert(socket:send(mp.pack({ 0, msgid, method, { params } })))
  return msgid
end

-- The result; nil when it is superseded or the daemon lacks the method. Older answers are passed over.
local function answer(id)
  for _, frame in frames do
    if frame[1] == 1 and frame[2] == id then return frame[4] end
  end
  error('the daemon closed the connection')
end

local text, newest = arg[1] or 'How are yo', nil
for at in utf8.codes(text) do -- a question a keystroke, none of them waited for
  newest = send('suggest', { left_context = text:sub(1, utf8.offset(text, 2, at) - 1), n = 3 })
end
local words = answer(newest).words
for _, w in ipairs(words) do print(("%s  %.2f  insert '%s'"):format(w.text, w.probability, w.completion)) end
send('accept', { text = words[1].completion .. ' ' }) -- taken: now the session's text ends with it
print(text .. words[1].completion .. ' ' .. answer(send('suggest', { n = 1 })).words[1].text)
