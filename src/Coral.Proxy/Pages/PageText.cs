using System.Text;

namespace Coral.Proxy.Pages;

/// <summary>A page for readers without a browser: two or three lines.</summary>
internal static class PageText
{
    public static string Render(Page page)
    {
        var text = new StringBuilder(256);
        text.Append(page.Status == 200 ? page.Title : $"{page.Status} {page.Title}").Append(": ").Append(page.Text);
        if (page.Advice is { } advice)
        {
            text.Append(' ').Append(advice);
        }

        text.Append('\n');
        if (page.Link is { } link)
        {
            text.Append(link.Text).Append(": ").Append(link.Url).Append('\n');
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] != '\n')
            {
                text[i] = '?';
            }
        }

        return text.ToString();
    }
}
