using System.Text;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Generation;

/// <summary>Writes a string: a sample of its pattern or format, a span of the source, or words; of the length asked for.</summary>
internal sealed class StringWriter(GenerationRun run, IReadOnlyList<SchemaNode> schemas)
{
    const int Tries = 60; // samples held against length, other patterns and look-aheads
    const int MaxLength = 20_000; // characters; longer strings are not written
    const string Letters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 -_.,äéß世界🐲\"\\/\n";

    readonly int least = schemas.Max(schema => schema.MinLength) ?? 0;
    readonly int most = schemas.Min(schema => schema.MaxLength) ?? int.MaxValue;

    public string? Write()
    {
        if (least > most)
            return run.Fail(schemas, "\"minLength\" is above \"maxLength\"");
        if (least > MaxLength)
            return run.Fail(schemas, $"strings of more than {MaxLength} characters are not written");
        for (var i = 0; i < Tries; i++)
            if (Sample(i) is { } text && Accepts(text))
                return JsonName.Of(text);
        return run.Fail(schemas, $"no string was found in {Tries} tries that fits length, pattern and format");
    }

    /// <summary>True when all schemas accept the string as it is; combinations are checked elsewhere.</summary>
    bool Accepts(string text)
    {
        var length = text.EnumerateRunes().Count();
        return length >= least && length <= most
            && schemas.All(schema => schema.Pattern?.IsMatch(text, run.PatternBudget) != false)
            && schemas.All(schema => !schema.AssertsFormat || Validation.Formats.FormatTable.Find(schema.Format!)?.IsValid(text) != false);
    }

    string? Sample(int attempt)
    {
        if (run.Options.Source is { } source && schemas.FirstOrDefault(schema => schema.Verbatim is not null)?.Verbatim is { } rule)
            return SourceSpans.Pick(source, rule, run.Random);
        var formats = schemas.Where(schema => schema.AssertsFormat).Select(schema => FormatSamples.Write(schema.Format!, run.Random)).OfType<string>().ToList();
        if (formats.Count > 0)
            return formats[run.Random.Next(formats.Count)];
        var patterns = schemas.Where(schema => schema.Pattern is not null).ToList();
        // Ever longer samples, so that a least length is reached.
        if (patterns.Count > 0)
            return new PatternSampler(run.Random, Math.Max(run.Options.Generosity, attempt % 3 == 0 ? least : attempt % 5)).Sample(patterns[run.Random.Next(patterns.Count)].Pattern!.Root);
        return Words((int)Math.Min(most, least + (long)run.Random.Next(run.Options.Generosity * 3 + 1)));
    }

    string Words(int length)
    {
        var runes = Letters.EnumerateRunes().ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append(runes[run.Random.Next(run.Random.Next(4) > 0 ? 26 : runes.Length)].ToString());
        return text.ToString();
    }
}
