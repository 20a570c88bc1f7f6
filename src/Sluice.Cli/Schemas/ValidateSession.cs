using System.Globalization;
using System.Text;
using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Schema;

namespace Sluice.Cli.Schemas;

/// <summary><c>sluice schema validate</c> from its request to its exit code.</summary>
internal sealed class ValidateSession(Terminal terminal)
{
    public int Run(ValidateRequest request)
    {
        SchemaFile file = SchemaFile.Load(request.File, request.AssertFormats, terminal);
        int valid = 0, invalid = 0;
        foreach ((int line, string text) in Documents(request.Documents))
        {
            IReadOnlyList<SchemaError> errors = file.Schema.Validate(Encoding.UTF8.GetBytes(text));
            (valid, invalid) = errors.Count == 0 ? (valid + 1, invalid) : (valid, invalid + 1);
            if (request.Json) WriteEvent(line, errors);
            else WriteErrors($"{request.Documents}:{line.ToString(CultureInfo.InvariantCulture)}", errors);
        }

        if (request.Json) WriteCounts(valid, invalid);
        else terminal.Out.WriteLine(Counts(valid, invalid));
        return invalid == 0 ? ExitCode.Done : ExitCode.DoneWithFindings;
    }

    /// <summary>The documents of a file with the line each begins on.</summary>
    private IEnumerable<(int Line, string Text)> Documents(string typed)
    {
        if (typed.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            yield return (1, InputFile.ReadText(typed, terminal));
            yield break;
        }

        using StreamReader reader = InputFile.Open(typed, terminal);
        for (int line = 1; NextLine(reader, typed, line) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text)) yield return (line, text);
        }
    }

    private static string? NextLine(StreamReader reader, string typed, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new CouldNotRunException(typed, string.Create(CultureInfo.InvariantCulture, $"from line {line} on this is not UTF-8 text"));
        }
    }

    private void WriteErrors(string place, IReadOnlyList<SchemaError> errors)
    {
        foreach (SchemaError error in errors) terminal.Out.WriteLine($"{place}: {error}");
    }

    private void WriteEvent(int line, IReadOnlyList<SchemaError> errors) => terminal.Out.WriteLine(JsonLine.Of(json =>
    {
        json.WriteString("event", "document");
        json.WriteNumber("line", line);
        json.WriteBoolean("valid", errors.Count == 0);
        json.WriteStartArray("errors");
        foreach (SchemaError error in errors)
        {
            json.WriteStartObject();
            json.WriteString("instance", error.InstancePath);
            json.WriteString("schema", error.SchemaPath);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private void WriteCounts(int valid, int invalid) => terminal.Out.WriteLine(JsonLine.Of(json =>
    {
        json.WriteString("event", "validated");
        json.WriteNumber("documents", valid + invalid);
        json.WriteNumber("valid", valid);
        json.WriteNumber("invalid", invalid);
    }));

    private static string Counts(int valid, int invalid) => string.Create(CultureInfo.InvariantCulture,
        $"{valid + invalid} document{(valid + invalid == 1 ? "" : "s")}: {valid} valid, {invalid} invalid");
}
