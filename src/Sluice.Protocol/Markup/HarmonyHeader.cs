using System.Text;

namespace Sluice.Protocol.Markup;

/// <summary>The header of a harmony message while it is written: a role, a channel, for calls a recipient, in any order that gpt-oss writes them.</summary>
internal sealed class HarmonyHeader
{
    const int MostWords = 6, LongestWord = 128;
    const string Recipient = "to=", Functions = "functions.";
    static readonly string[] Channels = ["analysis", "commentary", "final"];
    static readonly string[] Roles = ["assistant", "user", "system", "developer", "tool", "python", "browser", Functions];

    readonly StringBuilder text = new();

    /// <summary>The words so far may be a header's. In prose that speaks of the form they soon are none.</summary>
    public bool IsPossible
    {
        get
        {
            var words = Words();
            return words.Length <= MostWords && !text.ToString().AsSpan().Contains('\n') && words.All(IsWord) && (words.Length == 0 || IsFirstWord(words[0]));
        }
    }

    /// <summary>The message is what the model thinks.</summary>
    public bool IsReasoning => Words().FirstOrDefault(Channels.Contains) == "analysis";

    /// <summary>Whom the message calls; null when it is for the user or the model itself.</summary>
    public string? Called
    {
        get
        {
            var recipient = Words().FirstOrDefault(word => word.StartsWith(Recipient, StringComparison.Ordinal))?[Recipient.Length..];
            var name = recipient?.StartsWith(Functions, StringComparison.Ordinal) is true ? recipient[Functions.Length..] : recipient;
            return string.IsNullOrEmpty(name) || name == "all" || Roles.AsSpan(0, 4).Contains(name) ? null : name;
        }
    }

    public void Append(string piece) => text.Append(piece);

    public void Clear() => text.Clear();

    string[] Words() => text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static bool IsWord(string word) => word.Length <= LongestWord && word.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '=' or '/' or ':');

    // It may still be growing.
    static bool IsFirstWord(string word) =>
        Channels.Concat(Roles).Append(Recipient).Any(known => known.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(known, StringComparison.Ordinal));
}
