# What the browser tests drive browsers with, by the lock file, from the npm registry. No browser is downloaded.

# In a shell of its own: the builds that follow start from the repository's root.
install_npm_packages() (
    cd "$FAULTLINE_ROOT/tests/browser" &&
        PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --fetch-retries=1 --fetch-retry-mintimeout=2000
)

setup_npm() {
    local folder="$FAULTLINE_ROOT/tests/browser" key
    [ -f "$folder/package-lock.json" ] || return 0
    key=$(hash_of "$folder/package-lock.json")
    piece_is_current npm "$key" && [ -d "$folder/node_modules" ] && return 0
    step "installing the browser drivers from the npm registry" install_npm_packages
    piece_done npm "$key"
}
