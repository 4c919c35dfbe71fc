# Sourced by tests/run: the parts about editors. Pictures of what they did lie in $TOOLS/shots.

readonly SHOTS=$TOOLS/shots

editor_parts() {
  part 'protocol' protocol
  part 'VS Code extension' vscode_extension
  part 'VS Code' vscode
  part 'Neovim of Debian 12' neovim_installed
  part 'Neovim of Debian 13' neovim_of_suite trixie
  part 'Neovim 0.11' neovim_of_pypi
  part 'Neovim, newest' neovim_of_suite sid
  part 'Neovim on the screen' neovim_on_screen
  part 'Helix' helix_of_debian
  part 'Emacs' emacs_with_eglot
  part 'Vim' vim_with_ale
}

# The server against the protocol's schema, with a client that none of us wrote.
protocol() {
  local program
  program=$(gaolint_program) || return
  python_tools || skip 'neither Python nor a way to install its packages'
  bash tests/editors/conformance/run "$TOOLS/python-1/bin/python" "$program"
}

node_modules() {
  have npm nodejs npm || skip 'neither Node nor a way to install it'
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] ||
    npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund
}

# Types, strings, and the package with the server inside.
vscode_extension() {
  local program
  program=$(gaolint_program) || return
  node_modules editors/vscode || return
  mkdir -p "$TOOLS/package" && strip -o "$TOOLS/package/gaolint" "$program" || return
  node editors/vscode/package.mjs --program "$TOOLS/package/gaolint" --out "$TOOLS/package/gaolint.vsix"
}

vscode() {
  local program
  program=$(gaolint_program) || return
  [ -e "$TOOLS/package/gaolint.vsix" ] || skip 'the extension was not packaged'
  { have chromium && have rg ripgrep && fc-list :lang=zh 2>/dev/null | grep -q . || install_packages fonts-noto-cjk; } ||
    skip 'neither Chromium nor a way to install it'
  node_modules tests/editors/vscode || return
  once vscode-4.100.3 bash tests/editors/vscode/install || skip 'code-server cannot be had'
  bash tests/editors/vscode/run "$TOOLS/vscode-4.100.3" "$TOOLS/package/gaolint.vsix" "$program" "$SHOTS/vscode"
}

neovim() {
  local program
  program=$(gaolint_program) && bash tests/editors/neovim/run "$1" "$program"
}

neovim_installed() {
  have nvim neovim || skip 'neither Neovim nor a way to install it'
  neovim nvim
}

neovim_of_suite() {
  once "neovim-$1" bash tests/editors/fetch-debian "$1" neovim nvim || skip "Neovim of Debian $1 cannot be had"
  neovim "$TOOLS/neovim-$1/nvim"
}

neovim_of_pypi() {
  python_tools || skip 'neither Python nor a way to install its packages'
  neovim "$TOOLS/python-1/bin/nvim"
}

# on_screen EDITOR: drives an editor through its terminal.
on_screen() {
  local editor=$1 program
  program=$(gaolint_program) || return
  python_tools || skip 'neither Python nor a way to install its packages'
  bash tests/editors/terminal/run "$TOOLS/python-1/bin/python" "$program" "$SHOTS" "$editor"
}

neovim_on_screen() {
  python_tools || skip 'neither Python nor a way to install its packages'
  NVIM=$TOOLS/python-1/bin/nvim on_screen neovim
}

helix_of_debian() {
  once helix bash tests/editors/fetch-debian trixie hx hx || skip 'Helix of Debian trixie cannot be had'
  HELIX=$TOOLS/helix/hx on_screen helix
}

emacs_with_eglot() {
  have emacs emacs-nox || skip 'neither Emacs nor a way to install it'
  # Part of Emacs from version 29 on.
  emacs -q --batch --eval "(progn (package-initialize) (require 'eglot))" 2>/dev/null ||
    install_packages elpa-eglot || skip 'Eglot cannot be had'
  on_screen emacs
}

vim_with_ale() {
  have vim vim || skip 'neither Vim nor a way to install it'
  [ -d /usr/share/vim-ale ] || install_packages vim-ale || skip 'ALE cannot be had'
  on_screen vim
}
