using System.Text.Json;
using Sluice.Schema.Values;

namespace Sluice.Schema.Loading.Dialects;

/// <summary>Reads `x-verbatim`. A member that is not known is refused, so that a misspelt one cannot quietly loosen the rule.</summary>
internal static class VerbatimKeyword
{
    const string Allowed =
        "true, false or an object of \"at\" (\"line-start\"), \"borders\" (\"word\" or \"any\"), \"case\" (\"ignore\" or \"exact\") and \"max_words\" (a whole number from 1)";

    /// <returns>Null for false.</returns>
    public static VerbatimRule? Read(KeywordValue keyword) => keyword.Value.ValueKind switch
    {
        JsonValueKind.True => new VerbatimRule(),
        JsonValueKind.False => null,
        _ => keyword.Members(Allowed).Aggregate(
            new VerbatimRule(),
            (rule, member) => With(rule, member.Name, member.Value) ?? throw keyword.Refused(Allowed)),
    };

    static VerbatimRule? With(VerbatimRule rule, string name, JsonElement value) => name switch
    {
        "at" when Is(value, "line-start") => rule with { AtLineStart = true },
        "borders" when Is(value, "word") => rule,
        "borders" when Is(value, "any") => rule with { AnyBorders = true },
        "case" when Is(value, "ignore") => rule,
        "case" when Is(value, "exact") => rule with { ExactCase = true },
        "max_words" when WordsOf(value) is { } most => rule with { MaxWords = most },
        _ => null,
    };

    static bool Is(JsonElement value, string text) => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    // 8.0 is a whole number too, as everywhere in JSON Schema.
    static int? WordsOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || JsonNumber.From(value) is not { IsInteger: true, Sign: > 0 })
            return null;
        return value.GetDouble() is var most && most < int.MaxValue ? (int)most : int.MaxValue;
    }
}
