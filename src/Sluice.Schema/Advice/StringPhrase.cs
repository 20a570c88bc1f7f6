using System.Globalization;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Advice;

/// <summary>What is asked of the text of a string, in people's words: " that matches ^a quoted from the text".</summary>
internal static class StringPhrase
{
    public static string Of(SchemaNode node) =>
        (node.Pattern is { } pattern ? $" that matches {pattern.Source}" : "")
        + (node.Format is not { } format ? "" : node.AssertsFormat ? $" that is a valid {format}" : $" called {format} (not checked)")
        + (node.Verbatim is { } rule ? Quoted(rule) : "");

    static string Quoted(VerbatimRule rule) =>
        " quoted from the text"
        + (rule.AtLineStart ? ", from the beginning of a line" : "")
        + (rule.AnyBorders ? ", also from inside a word" : "")
        + (rule.ExactCase ? ", in exact case" : "")
        + (rule.MaxWords is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most} word{(most == 1 ? "" : "s")}") : "");
}
