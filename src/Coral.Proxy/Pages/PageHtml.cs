using System.Text;
using System.Text.Encodings.Web;

namespace Coral.Proxy.Pages;

/// <summary>The one template of all our pages. No script, no picture, nothing from elsewhere.</summary>
internal static class PageHtml
{
    private const string Style = """
        :root{color-scheme:light dark;
        --ink:#1b2430;--soft:#566072;--paper:#fbfaf7;--card:#fff;--line:#dcd9d0;--coral:#c8402f}
        @media(prefers-color-scheme:dark){
        :root{--ink:#e9ecf1;--soft:#a3adbd;--paper:#14181f;--card:#1c222c;--line:#333c4a;--coral:#ff8a75}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;
        background:var(--paper);color:var(--ink);
        font:1.05rem/1.6 system-ui,sans-serif}
        main{width:100%;max-width:40rem;padding:2rem;background:var(--card);border:1px solid var(--line);
        border-top:.3rem solid var(--coral);border-radius:.6rem}
        h1{margin:.2rem 0 1rem;font-size:1.6rem;line-height:1.25}
        p{margin:0 0 1rem;overflow-wrap:anywhere}
        .status{margin:0;color:var(--soft);font-size:.9rem;letter-spacing:.04em}
        a{color:var(--coral)}
        label{display:block;margin-bottom:.3rem}
        form div{display:flex;flex-wrap:wrap;gap:.5rem}
        input,button{font:inherit;padding:.5rem .7rem;border:1px solid var(--line);border-radius:.4rem}
        input{flex:1 1 16rem;min-width:0;background:var(--paper);color:var(--ink)}
        button{background:var(--coral);border-color:var(--coral);color:var(--card);cursor:pointer}
        :focus-visible{outline:3px solid var(--coral);outline-offset:2px}
        """;

    private const string NoIndex = "<meta name=\"robots\" content=\"noindex\">\n";

    public static string Render(Page page)
    {
        var encode = HtmlEncoder.Default;
        var html = new StringBuilder(4096);
        html.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {(page.Status == 200 ? string.Empty : NoIndex)}<title>{encode.Encode(page.Title)}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <p class="status">Coral{(page.Status == 200 ? string.Empty : $" · {page.Status}")}</p>
            <h1>{encode.Encode(page.Title)}</h1>
            <p>{encode.Encode(page.Text)}</p>

            """
        );
        if (page.Advice is { } advice)
        {
            html.Append($"<p>{encode.Encode(advice)}</p>\n");
        }

        if (page.FormValue is { } value)
        {
            html.Append(
                $"""
                <form action="/" method="get">
                <label for="url">Address to serve through Coral</label>
                <div>
                <input id="url" name="url" type="text" inputmode="url" autocomplete="url" spellcheck="false" required
                placeholder="http://www.example.com/" value="{encode.Encode(value)}">
                <button type="submit">Coralize</button>
                </div>
                </form>

                """
            );
        }

        if (page.Link is { } link)
        {
            html.Append(
                $"""
                <p><a href="{encode.Encode(link.Url)}" rel="nofollow noreferrer">{encode.Encode(link.Text)}</a></p>

                """
            );
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }
}
