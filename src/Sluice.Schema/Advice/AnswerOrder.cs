using Sluice.Schema.Loading;

namespace Sluice.Schema.Advice;

/// <summary>Whether an object asks for a verdict before the reasons for it. A model keeps to what it has written, so that reasons written afterwards only defend it.</summary>
internal static class AnswerOrder
{
    static readonly string[] verdicts =
    [
        "verdict", "decision", "conclusion", "answer", "result", "score", "rating", "label", "category", "class", "classification", "grade", "sentiment", "priority", "severity",
    ];

    static readonly string[] reasons =
    [
        "reason", "reasons", "reasoning", "rationale", "explanation", "justification", "evidence", "analysis", "thoughts", "thinking", "because", "argument", "arguments",
    ];

    public static AccuracyAdvice? Advise(SchemaNode node)
    {
        var names = node.Properties?.Select(pair => pair.Key).ToList() ?? [];
        var verdict = names.FindIndex(name => IsOneOf(name, verdicts));
        var reason = names.FindIndex(name => IsOneOf(name, reasons));
        if (verdict < 0 || reason < verdict)
            return null;
        var (first, second) = (names[verdict], names[reason]);
        return new AccuracyAdvice(node.Properties![verdict].Value.Path, $"\"{first}\" comes before \"{second}\": a model decides first and argues afterwards; put \"{second}\" before it");
    }

    /// <summary>Whether a key is one of the words, or has one as its last part: final_verdict, final-verdict, finalVerdict.</summary>
    static bool IsOneOf(string name, string[] words) => words.Any(word =>
        name.Equals(word, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase) || name.EndsWith("-" + word, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(char.ToUpperInvariant(word[0]) + word[1..], StringComparison.Ordinal));
}
