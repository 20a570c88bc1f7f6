using System.Text;

namespace Sluice.Cli.Chatting;

/// <summary>Makes a model's text safe to show: what it writes must not move the cursor, ring, or rename the window.</summary>
internal static class ScreenText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Control characters become a replacement mark, tabs four blanks; carriage returns go.</summary>
    public static string Of(string text)
    {
        if (!text.Any(letter => char.IsControl(letter) && letter != '\n')) return text;
        var safe = new StringBuilder(text.Length);
        foreach (char letter in text)
        {
            if (letter == '\t') safe.Append("    ");
            else if (letter == '\n' || !char.IsControl(letter)) safe.Append(letter);
            else if (letter != '\r') safe.Append(Replacement);
        }
        return safe.ToString();
    }
}
