using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Schema.Generation;

namespace Sluice.Cli.Schemas;

/// <summary><c>sluice schema sample</c> from its request to its exit code.</summary>
internal sealed class SampleSession(Terminal terminal)
{
    public int Run(SampleRequest request)
    {
        SchemaFile file = SchemaFile.Load(request.File, request.AssertFormats, terminal);
        string? source = request.Text is { } typed ? InputFile.ReadText(typed, terminal) : null;
        var generator = new InstanceGenerator(file.Schema, new Random(request.Seed), new GenerationOptions { Source = source });
        var documents = new List<string>();
        for (int written = 0; written < request.Count; written++)
        {
            if (!generator.TryGenerate(out string? document, out string? obstacle)) throw new CouldNotRunException(file.Name, $"no document was found: {obstacle}");
            if (request.Json) documents.Add(document);
            else terminal.Out.WriteLine(document);
        }

        if (request.Json) terminal.Out.WriteLine(ObjectOf(request.Seed, documents));
        return ExitCode.Done;
    }

    private static string ObjectOf(int seed, List<string> documents) => JsonLine.Of(json =>
    {
        json.WriteNumber("seed", seed);
        json.WriteStartArray("documents");
        foreach (string document in documents) json.WriteRawValue(document);
        json.WriteEndArray();
    });
}
