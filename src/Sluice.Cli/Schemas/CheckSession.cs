using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Cli.Schemas;

/// <summary><c>sluice schema check</c> from its request to its exit code.</summary>
internal sealed class CheckSession(Terminal terminal)
{
    public int Run(CheckRequest request)
    {
        SchemaFile file = SchemaFile.Load(request.File, request.AssertFormats, terminal);
        UnsupportedSchemaException? refusal = RefusalOf(file.Schema);
        if (request.Json) terminal.Out.WriteLine(ObjectOf(file, refusal));
        else terminal.Out.WriteLine(refusal is null
            ? $"{file.Name}: answers can be held to this schema while they are written"
            : $"{file.PlaceOf(refusal.Path)}: answers cannot be held to this schema while they are written: {refusal.Path}: {refusal.Reason}");
        return refusal is null ? ExitCode.Done : ExitCode.DoneWithFindings;
    }

    private static UnsupportedSchemaException? RefusalOf(JsonSchema schema)
    {
        try
        {
            schema.CompileAnswer(AnswerOptions.Reading);
            return null;
        }
        catch (UnsupportedSchemaException refusal)
        {
            return refusal;
        }
    }

    private static string ObjectOf(SchemaFile file, UnsupportedSchemaException? refusal) => JsonLine.Of(json =>
    {
        json.WriteString("schema", file.Name);
        json.WriteBoolean("followed", refusal is null);
        json.WriteStartArray("refused");
        if (refusal is not null)
        {
            json.WriteStartObject();
            json.WriteString("path", refusal.Path);
            json.WriteString("keyword", refusal.Keyword);
            json.WriteString("reason", refusal.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
