namespace Sluice.Bench.Requests;

/// <summary>How many words a prompt needs for a number of tokens at one server, its chat template included.</summary>
/// <param name="Template">Tokens that the server adds to a user's message.</param>
/// <param name="SystemTemplate">Tokens that it adds for a system message beside it.</param>
/// <param name="PerWord">Tokens a word; 1 with words that are one token each.</param>
/// <param name="Words">The words that may be used; null for all.</param>
/// <param name="Source">How it was found, for people.</param>
public sealed record PromptFit(double Template, double SystemTemplate, double PerWord, IReadOnlyCollection<string>? Words, string Source)
{
    /// <summary>Nothing is known: a word counts as a token.</summary>
    public static PromptFit Unknown { get; } = new(0, 0, 1, null, "not calibrated: the server counts no tokens, so a word stands for one");

    /// <summary>The shortest prompt that can be told from the others.</summary>
    public int Shortest => (int)Math.Ceiling(Template + MadeText.NonceWords * PerWord);

    public int UserWords(int tokens) => Math.Max(1, (int)Math.Round((tokens - Template) / PerWord));

    public int SystemWords(int tokens) => Math.Max(1, (int)Math.Round((tokens - SystemTemplate) / PerWord));
}
