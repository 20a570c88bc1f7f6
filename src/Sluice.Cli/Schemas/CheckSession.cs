using System.Globalization;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Schema;
using Sluice.Schema.Advice;
using Sluice.Schema.Answers;
using Sluice.Schema.Loading;

namespace Sluice.Cli.Schemas;

/// <summary><c>sluice schema check</c> from its request to its exit code.</summary>
internal sealed class CheckSession(Terminal terminal)
{
    private const int MaxPlaces = 10; // listed for one sentence; --json has all

    public int Run(CheckRequest request)
    {
        SchemaFile file = SchemaFile.Load(request.File, request.AssertFormats, terminal);
        IReadOnlyList<LooseKeyword>? loose = LooseOf(file.Schema);
        IReadOnlyList<AccuracyAdvice> advice = AccuracyReview.Of(file.Schema);
        if (request.Json) terminal.Out.WriteLine(ObjectOf(file, loose, advice));
        else Write(file, request, loose, advice);
        return loose is null || file.Schema.UnknownKeywords.Count > 0 || request.Strict && loose.Count > 0 ? ExitCode.DoneWithFindings : ExitCode.Done;
    }

    /// <summary>What answers cannot be held to while they are written; null when nothing can satisfy the schema.</summary>
    private static IReadOnlyList<LooseKeyword>? LooseOf(JsonSchema schema)
    {
        try
        {
            return schema.CompileAnswer(AnswerOptions.Reading with { Strict = false }).Loose;
        }
        catch (UnsupportedSchemaException refusal) when (refusal.NothingFits)
        {
            return null;
        }
    }

    private void Write(SchemaFile file, CheckRequest request, IReadOnlyList<LooseKeyword>? loose, IReadOnlyList<AccuracyAdvice> advice)
    {
        terminal.Out.WriteLine($"{file.Name}: {Verdict(request.Strict, loose)}");
        foreach (LooseKeyword keyword in loose ?? []) terminal.Out.WriteLine($"  {file.PlaceOf(keyword.Path)}: {keyword}");
        WriteUnknown(file);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(loose is null ? "It asks for:" : "It accepts:");
        foreach (string line in SchemaOutline.Of(file.Schema)) terminal.Out.WriteLine($"  {line}");
        if (advice.Count == 0) return;
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("What would cost accuracy:");
        foreach (IGrouping<string, AccuracyAdvice> same in advice.GroupBy(one => one.Sentence))
        {
            terminal.Out.WriteLine($"  {same.Key}");
            foreach (AccuracyAdvice one in same.Take(MaxPlaces)) terminal.Out.WriteLine($"    {file.PlaceOf(one.Path)}: {one.Path}");
            if (same.Count() > MaxPlaces) terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    and in {same.Count() - MaxPlaces} more places"));
        }
    }

    private void WriteUnknown(SchemaFile file)
    {
        if (file.Schema.UnknownKeywords is not { Count: > 0 } unknown) return;
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Words that mean nothing there (allowed: {UnknownKeyword.Allowed}):");
        foreach (UnknownKeyword word in unknown) terminal.Out.WriteLine($"  {file.PlaceOf(word.Path)}: {SentenceOf(word)} ({word.Path})");
    }

    private static string SentenceOf(UnknownKeyword word) => word.Sentence(Nearest.Hint(word.Name, word.Keywords));

    private static string Verdict(bool strict, IReadOnlyList<LooseKeyword>? loose) => loose switch
    {
        null => "nothing can satisfy this schema: its keywords contradict each other",
        { Count: 0 } => "answers are held to all of this schema while they are written",
        _ when strict => "refused under strict, because answers cannot be held to all of it while they are written:",
        _ => "answers are held to a part of this schema while they are written, and to the whole at their end; not followed is:",
    };

    private static string ObjectOf(SchemaFile file, IReadOnlyList<LooseKeyword>? loose, IReadOnlyList<AccuracyAdvice> advice) => JsonLine.Of(json =>
    {
        json.WriteString("schema", file.Name);
        json.WriteBoolean("satisfiable", loose is not null);
        json.WriteBoolean("followed", loose is { Count: 0 });
        json.WriteStartArray("not_followed");
        foreach (LooseKeyword keyword in loose ?? []) WritePlace(keyword.Path, "reason", keyword.Reason);
        json.WriteEndArray();
        json.WriteStartArray("unknown_keywords");
        foreach (UnknownKeyword word in file.Schema.UnknownKeywords) WritePlace(word.Path, "sentence", SentenceOf(word));
        json.WriteEndArray();
        json.WriteStartArray("accepts");
        foreach (string line in SchemaOutline.Of(file.Schema)) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteStartArray("advice");
        foreach (AccuracyAdvice one in advice) WritePlace(one.Path, "sentence", one.Sentence);
        json.WriteEndArray();

        void WritePlace(string path, string name, string words)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            if (file.LineOf(path) is { } line) json.WriteNumber("line", line);
            else json.WriteNull("line");
            json.WriteString(name, words);
            json.WriteEndObject();
        }
    });
}
