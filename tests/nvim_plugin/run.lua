-- Runs the checks of a file named by FORETYPE_CHECKS and says which went well; exits 1 at the first that does not.
local checks = dofile(os.getenv('FORETYPE_TESTS') .. '/' .. os.getenv('FORETYPE_CHECKS'))
local names = vim.tbl_keys(checks)
table.sort(names)
local failures = 0
local only = os.getenv('FORETYPE_ONLY')
if only then names = vim.tbl_filter(function(name) return name:match(only) end, names) end
for _, name in ipairs(names) do
  local ok, failure = xpcall(checks[name], debug.traceback)
  io.stderr:write(ok and ('ok %s\n'):format(name) or ('FAILED %s: %s\n'):format(name, failure))
  if not ok then failures = failures + 1 end
end
io.stderr:write(('%d checks, %d failed\n'):format(#names, failures))
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
