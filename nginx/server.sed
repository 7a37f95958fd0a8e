# The names of tsubame.conf on an installed server; `make install` adds the server's name. `tsubame up` has values of its own.
s|@LISTEN@|listen 443 ssl http2;\n    listen [::]:443 ssl http2;|
s|@CERTIFICATE@|/etc/tsubame/certificate.pem|
s|@CERTIFICATE_KEY@|/etc/tsubame/key.pem|
s|@POOL@|unix:/run/tsubame.sock|
s|@STREAM@|127.0.0.1:5001|
s|@PREVIEW_FOLDER@|/var/lib/tsubame/previews|
s|@LISTINGS@|/var/lib/nginx/tsubame|
s|@WEB_ROOT@|/usr/local/share/tsubame/nginx/welcome|
s|@LARGE_BODIES@|/usr/local/share/tsubame/nginx/large-bodies.conf|
s|@LOGIN_RATE@|10r/s|
s|@LOGIN_BURST@|100|
s|@ACCESS_LOG@|/var/log/nginx/tsubame.access.log|
s|@ERROR_LOG@|/var/log/nginx/tsubame.error.log|
