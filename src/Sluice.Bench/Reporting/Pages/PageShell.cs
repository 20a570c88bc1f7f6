using System.Security.Cryptography;
using System.Text;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>What every page begins and ends with. It asks nothing of any network, and its policy forbids all but its own style and script.</summary>
static class PageShell
{
    public static void Begin(StringBuilder html, string title) => html.Append(Html.Escaped, $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{HashOf(PageStyle.Text)}'; script-src 'sha256-{HashOf(PageScript.Text)}'; base-uri 'none'; form-action 'none'">
        <link rel="icon" href="data:,">
        <title>{title}</title>
        <style>{new Markup(PageStyle.Text)}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>

        """);

    public static void End(StringBuilder html) => html.Append(Html.Escaped, $"<script>{new Markup(PageScript.Text)}</script>\n</body>\n</html>\n");

    static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
