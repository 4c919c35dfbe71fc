-- Runs inside Neovim; leaves with status 1 on the first failed expectation.
package.path = vim.env.HERE .. '/?.lua;' .. package.path
local support = require('support')

-- An emoji before the mark is four bytes, two UTF-16 units and one character: it shows slips between encodings.
local DRAFT = { '会议指出，😀成绩来之不易，，要倍加珍惜。', '会议要求，要加强领导，，明确责任。' }
local FIXED = { '会议指出，😀成绩来之不易，要倍加珍惜。', '会议要求，要加强领导，明确责任。' }

local function findings_cover_the_marks()
  support.wait_for_findings('PU208', 2)
  for number, diagnostic in ipairs(support.findings('PU208')) do
    local covered = support.line(number):sub(diagnostic.col + 1, diagnostic.end_col)
    assert(covered == '，，', 'the finding covers ' .. covered)
  end
end

local function quick_fix_repairs_one_place()
  vim.api.nvim_win_set_cursor(0, { 1, support.findings('PU208')[1].col })
  support.choose_first_action('quickfix')
  support.wait_for('the quick fix', function()
    return support.line(1) == FIXED[1]
  end)
  support.wait_for_findings('PU208', 1)
end

local function restart_brings_up_a_new_server()
  local before = support.client().id
  vim.cmd('GaolintRestart')
  support.wait_for('a new client', function()
    local clients = require('gaolint').clients()
    return #clients == 1 and clients[1].id ~= before
  end)
  support.wait_for_findings('PU208', 1)
end

local function fix_all_repairs_the_rest(file)
  vim.cmd('GaolintFixAll')
  assert(support.line(2) == FIXED[2], 'after :GaolintFixAll the line is ' .. support.line(2))
  assert(not require('gaolint').fix_all(), 'a second run changed something')
  vim.cmd('silent write')
  assert(vim.deep_equal(vim.fn.readfile(file), FIXED), 'the file differs from the buffer')
end

local function placeholders_are_visited_in_a_circle()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '请××局长介绍情况。', '从~年1月起，由某某同志负责。' })
  support.wait_for('three blanks', function()
    return #support.findings('RS604') == 2 and #support.findings('RS605') == 1
  end)
  local visited = {}
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  for _, command in ipairs({ '', '', '', '', '!' }) do
    vim.cmd('GaolintNextPlaceholder' .. command)
    local cursor = vim.api.nvim_win_get_cursor(0)
    table.insert(visited, vim.fn.strcharpart(support.line(cursor[1]):sub(cursor[2] + 1), 0, 1))
  end
  assert(vim.deep_equal(visited, { '×', '~', '某', '×', '某' }), 'visited ' .. table.concat(visited))
  vim.cmd('silent undo')
end

--- A scratch buffer that the same window shows before and after a draft: by then the draft has been attached.
local function scratch_buffers_are_left_alone()
  local scratch = vim.api.nvim_create_buf(false, true)
  vim.bo[scratch].filetype = 'text'
  vim.api.nvim_buf_set_lines(scratch, 0, -1, false, { '好，，好' })
  vim.api.nvim_set_current_buf(scratch)
  support.open('又一份.txt', { '好，，好' }, '\n')
  support.wait_for_findings('PU208', 1)
  assert(not vim.lsp.buf_is_attached(scratch, support.client().id), 'a scratch buffer was attached')
end

local function health_is_good()
  vim.cmd('checkhealth gaolint')
  local report = table.concat(support.lines(), '\n')
  assert(report:find('正在运行', 1, true), report)
  assert(report:find('模型：', 1, true), report)
  assert(not report:find('ERROR', 1, true), report)
  vim.cmd('bwipeout!')
end

local function main()
  local file = support.open('样例.txt', DRAFT, '\n')
  findings_cover_the_marks()
  quick_fix_repairs_one_place()
  restart_brings_up_a_new_server()
  fix_all_repairs_the_rest(file)
  placeholders_are_visited_in_a_circle()
  scratch_buffers_are_left_alone()
  health_is_good()
  require('edits').run()
end

local ok, failure = xpcall(main, debug.traceback)
if ok then
  io.stdout:write(('\n%s: ok\n'):format(vim.fn.execute('version'):match('NVIM [^\n]*')))
  vim.cmd('qall!')
else
  io.stderr:write(('FAILED %s\n%s\n'):format(failure, vim.fn.execute('messages')))
  vim.cmd('cquit 1')
end
