-- Found on the runtime path by `vim.lsp.enable('gaolint')` (Neovim 0.11 and newer).
return require('gaolint.config').client()
