-- :checkhealth gaolint
local config = require('gaolint.config')

local M = {}

-- The names before Neovim 0.10 begin with report_; 0.7 keeps them in a module.
local reports = vim.health or require('health')

local function report(kind, ...)
  local write = reports[kind] or reports['report_' .. kind]
  write(...)
end

local function check_neovim()
  if vim.fn.has('nvim-0.7') == 1 then
    report('ok', 'Neovim 版本符合要求')
  else
    report('error', 'Neovim 版本太旧', { '请升级到 0.7 或更新的版本' })
  end
end

local function check_program(cmd)
  if type(cmd) ~= 'table' then
    report('info', '程序由自定义的 cmd 函数启动')
    return
  end
  local program = vim.fn.exepath(cmd[1])
  if program == '' then
    report('error', ('找不到程序“%s”'):format(cmd[1]), {
      '在 gaolint 的源代码文件夹里运行 cargo install --path . 并确认安装位置在 PATH 中',
      '或写明路径：require("gaolint").setup({ cmd = "/路径/gaolint" })',
    })
    return
  end
  local version = vim.trim(vim.fn.system({ program, '--version' }))
  if vim.v.shell_error == 0 then
    report('ok', ('%s（%s）'):format(version, program))
  else
    report('error', ('%s 不能运行：%s'):format(program, version))
  end
end

--- The model and the settings that a server uses in its root folder.
local function in_use(client)
  local folder = client.config.root_dir or vim.fn.getcwd()
  local params = { command = 'gaolint.status', arguments = { { uri = vim.uri_from_fname(folder .. '/稿.txt') } } }
  local response = require('gaolint').call(client, 'request_sync', 'workspace/executeCommand', params, 3000, 0)
  local status = response and response.result
  if not status then
    return '没有回答用的是哪个模型'
  end
  local function known(value)
    return value ~= nil and value ~= vim.NIL and value or nil
  end
  local model = known(status.model)
  local name = model and model.name .. (known(model.file) and ('（%s）'):format(model.file) or '') or '无'
  return ('模型：%s；配置：%s'):format(name, known(status.settings) or '默认')
end

local function check_clients()
  local clients = require('gaolint').clients()
  if #clients == 0 then
    report('info', '还没有运行。打开一份纯文本或 Markdown 稿子就会启动')
  end
  for _, client in ipairs(clients) do
    report('ok', ('正在运行，文件夹：%s'):format(client.config.root_dir or '（未定）'))
    report('info', in_use(client))
  end
end

function M.check()
  report('start', 'gaolint')
  check_neovim()
  local resolved = config.resolved()
  check_program(resolved.cmd)
  report('info', '检查的文件类型：' .. table.concat(resolved.filetypes, '、'))
  check_clients()
end

return M
