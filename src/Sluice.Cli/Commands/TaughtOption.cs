using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sluice.Pipeline.Concurrency;

namespace Sluice.Cli.Commands;

/// <summary>The kinds of options the commands have, each with the word that stands for its value in help.</summary>
internal static class TaughtOption
{
    public static Option<string?> Text(string name, string valueName, string meaning) =>
        new(name) { HelpName = valueName, Description = meaning };

    /// <summary>A text that may be given several times.</summary>
    public static Option<string[]> Words(string name, string valueName, string meaning) =>
        new(name) { HelpName = valueName, Description = meaning, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    public static Option<bool> Switch(string name, string meaning) => new(name) { Description = meaning };

    /// <summary>A whole number in a range; anything else is refused with the range.</summary>
    public static Option<int?> Number(string name, int least, int most, string meaning) => new(name)
    {
        HelpName = "N",
        Description = meaning,
        CustomParser = result => Parse(result, name, least, most),
    };

    /// <summary>A whole number in a range, or <c>auto</c>.</summary>
    public static Option<ConcurrencySetting?> Concurrency(string name, int most, string meaning) => new(name)
    {
        HelpName = "N",
        Description = meaning,
        CustomParser = result =>
        {
            string typed = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (typed == "auto") return ConcurrencySetting.Auto;
            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most) return new ConcurrencySetting(number);
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{typed}' is no number in range; allowed: auto, or a whole number from 1 to {most}"));
            return null;
        },
    };

    /// <summary>One of a few words; anything else is refused with all of them.</summary>
    public static Option<string?> Choice(string name, string valueName, string[] words, string meaning) => new(name)
    {
        HelpName = valueName,
        Description = $"{meaning}; one of {string.Join(", ", words)}",
        CustomParser = result =>
        {
            string typed = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (words.Contains(typed)) return typed;
            result.AddError($"{name}: '{typed}' is none of the words it takes; allowed: {string.Join(", ", words)}");
            return null;
        },
    };

    private static int? Parse(ArgumentResult result, string name, int least, int most)
    {
        string typed = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: '{typed}' is no number in range; allowed: a whole number from {least} to {most}"));
        return null;
    }
}
