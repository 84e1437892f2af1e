using System.Security.Cryptography;
using System.Text;

namespace Coral.Functional.Tests.Fixtures;

/// <summary>What the real origin serves: its files and the nginx configuration over them.</summary>
internal static class NginxSite
{
    /// <summary>Fresh for an hour, with a strong ETag and Last-Modified.</summary>
    public const string MediumPath = "/files/medium.bin";

    /// <summary>As <see cref="MediumPath"/>, 20 MB.</summary>
    public const string LargePath = "/files/large.bin";

    /// <summary>A page whose links and assets are relative.</summary>
    public const string PagePath = "/page/index.html";

    private static readonly DateTime LastModified = new(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>The content behind <see cref="MediumPath"/>: 41 KB, the size of the paper's experiments.</summary>
    public static byte[] Medium { get; } = RandomBytes(1, 41 * 1024);

    /// <summary>The content behind <see cref="LargePath"/>.</summary>
    public static byte[] Large { get; } = RandomBytes(2, 20 * 1024 * 1024);

    /// <summary>SHA-256 of <paramref name="content"/>, as a short message when two differ.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A text that compresses well, distinct for each language and each name.</summary>
    public static string Text(string name) =>
        string.Join('\n', Enumerable.Range(0, 200).Select(line => $"{name}, line {line}: all the same again"));

    /// <summary>The page: every link in it is relative, so that a visitor who follows it stays inside Coral.</summary>
    public static string Page { get; } =
        """
            <!doctype html>
            <html><head><title>A page</title><link rel="stylesheet" href="style.css"></head>
            <body><img src="../img/logo.svg" alt=""><a href="../page/second.html">next</a>
            <script src="/js/site.js"></script></body></html>
            """;

    /// <summary>Writes every file below <paramref name="folder"/>.</summary>
    public static void Write(TemporaryFolder folder)
    {
        (string Path, byte[] Content)[] files =
        [
            ("page/index.html", Utf8(Page)),
            ("page/second.html", Utf8("<!doctype html><title>Second</title><a href=\"index.html\">back</a>")),
            ("page/style.css", Utf8("body { color: #333 }")),
            ("img/logo.svg", Utf8("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")),
            ("js/site.js", Utf8("console.log('site');")),
            ("files/medium.bin", Medium),
            ("files/large.bin", Large),
            ("text/plain.txt", Utf8(Text("plain"))),
            ("language/en.txt", Utf8(Text("English"))),
            ("language/de.txt", Utf8(Text("Deutsch"))),
        ];
        foreach (var (path, content) in files)
        {
            File.SetLastWriteTimeUtc(folder.Write($"site/{path}", content), LastModified);
        }

        Directory.CreateDirectory(folder["temp"]);
    }

    /// <summary>
    /// The configuration of one foreground process on one port. Every request is a line of JSON in access.log.
    /// </summary>
    public static string Configuration(int port) =>
        $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr notice;
            events { worker_connections 1024; }
            http {
              types { text/html html; text/css css; text/javascript js; image/svg+xml svg; text/plain txt; }
              default_type application/octet-stream;
              client_body_temp_path temp/client;
              proxy_temp_path temp/proxy;
              fastcgi_temp_path temp/fastcgi;
              uwsgi_temp_path temp/uwsgi;
              scgi_temp_path temp/scgi;
              log_format probe escape=json '{"method":"$request_method","target":"$request_uri","host":"$http_host",'
                '"status":"$status","range":"$http_range","ifNoneMatch":"$http_if_none_match",'
                '"acceptEncoding":"$http_accept_encoding"}';
              access_log access.log probe;
              map $http_accept_language $language { default en; ~^de de; }
              server {
                listen 127.0.0.1:{{port}};
                root site;
                port_in_redirect off;
                location / { add_header Cache-Control max-age=3600; }
                location = /redirect/relative { absolute_redirect off; return 302 /page/index.html; }
                location = /redirect/absolute { return 301 http://$host/page/index.html; }
                location = /redirect/path { return 302 ../page/second.html?a=b%20c; }
                location = /redirect/https { return 301 https://$host/page/index.html; }
                location = /redirect/other { return 302 http://other.example:8000/landing?x=1; }
                location = /redirect/mail { return 302 mailto:someone@example.org; }
                location /text/ {
                  gzip on; gzip_proxied any; gzip_vary on; gzip_min_length 1; gzip_types text/plain;
                  add_header Cache-Control max-age=3600;
                }
                location = /language {
                  add_header Vary Accept-Language; add_header Cache-Control max-age=3600;
                  try_files /language/$language.txt =404;
                }
                location = /no-store { add_header Cache-Control no-store; try_files /text/plain.txt =404; }
                location = /private { add_header Cache-Control private; try_files /text/plain.txt =404; }
                location = /validated { add_header Cache-Control max-age=0; try_files /text/plain.txt =404; }
                location = /no-cache { add_header Cache-Control no-cache; try_files /text/plain.txt =404; }
                location = /s-maxage {
                  add_header Cache-Control "max-age=0, s-maxage=600";
                  try_files /text/plain.txt =404;
                }
                location = /cookie {
                  add_header Set-Cookie "id=1; Path=/"; add_header Cache-Control max-age=3600;
                  try_files /text/plain.txt =404;
                }
                location = /mark { return 204; }
              }
            }
            """;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] RandomBytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
