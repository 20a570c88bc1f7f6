using Sluice.Schema.Answers.Strings.Languages;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Gives an end to what a schema leaves without one, so that a model cannot run away in it. What the schema needs is never cut: a ceiling is at least that high.</summary>
internal sealed class Ceilings(AnswerOptions options, LanguageShelf languages)
{
    public void Lower(Alternative alternative)
    {
        if (alternative is StringAlternative { MaxLength: int.MaxValue, Members: null, Verbatim: null } text && options.MaxStringLength != int.MaxValue)
            Lower(text);
        if (alternative is ArrayAlternative { MaxItems: int.MaxValue, Rest: not null } array && options.MaxItemCount != int.MaxValue)
            Lower(array);
        if (alternative is ObjectAlternative { MaxProperties: int.MaxValue, Others: not null } keyed && options.MaxOtherKeys != int.MaxValue)
            keyed.MaxProperties = Math.Max(keyed.MinProperties, (int)Math.Min(int.MaxValue, (long)keyed.Properties.Length + Math.Max(keyed.Witnesses.Length, options.MaxOtherKeys)));
    }

    void Lower(StringAlternative text)
    {
        var most = Math.Max(options.MaxStringLength, text.MinLength);
        if (text.Language is not { } language)
        {
            text.MaxLength = most;
            return;
        }

        var start = language.Language.Start;
        most = Math.Max(most, language.Language.ShortestFrom(start));
        try
        {
            var bounded = languages.Bound(language.Language, text.MinLength, most);
            if (!bounded.IsAlive(bounded.Language.Start, 0)) // no member between minLength and the ceiling: up to the next one
            {
                most = language.EndingsFrom(start, 0).First().EnumerateRunes().Count();
                bounded = languages.Bound(language.Language, text.MinLength, most);
            }

            (text.MaxLength, text.Language) = (most, bounded);
        }
        catch (LanguageLimitException)
        {
            // To count its lengths would take more memory than a ceiling is worth: it stays without one.
        }
    }

    void Lower(ArrayAlternative array)
    {
        var demanded = array.Prefix.Length + (array.Demands?.All.Sum(demand => (long)demand.From + demand.Min) ?? 0);
        array.MaxItems = (int)Math.Min(int.MaxValue, Math.Max(Math.Max(options.MaxItemCount, array.MinItems), demanded));
    }
}
