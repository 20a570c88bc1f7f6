using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Schema;
using Sluice.Schema.Values;

namespace Sluice.Cli.Schemas;

/// <summary>A schema that the command line names, with the text it was read from.</summary>
internal sealed class SchemaFile
{
    private const int MaxJsonDepth = 512; // arrays and objects within each other, as deep as the schema's reader goes

    private readonly byte[] text;

    private SchemaFile(string name, byte[] text, JsonSchema schema) => (Name, this.text, Schema) = (name, text, schema);

    /// <summary>As it was typed.</summary>
    public string Name { get; }

    public JsonSchema Schema { get; }

    public static SchemaFile Load(string typed, bool assertFormats, Terminal terminal)
    {
        string text = InputFile.ReadText(typed, terminal);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            JsonElement document = JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
            return new SchemaFile(typed, bytes, JsonSchema.FromElement(document, new SchemaOptions { AssertFormat = assertFormats }));
        }
        catch (JsonException error)
        {
            throw new CouldNotRunException(Place(typed, error.LineNumber + 1), $"not JSON: {error.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }
        catch (SchemaException error)
        {
            throw new CouldNotRunException(Place(typed, LineOf(bytes, error.Path)), $"the schema is broken at {error.Path}: {error.Reason.TrimEnd('.')}");
        }
    }

    /// <summary>The line, from 1, on which a place of the schema stands; null when it stands in another document.</summary>
    public long? LineOf(string path) => LineOf(text, path);

    /// <summary>"schema.json:12" for a place of the schema.</summary>
    public string PlaceOf(string path) => Place(Name, LineOf(path));

    private static long? LineOf(byte[] text, string path) => path.StartsWith('#') ? JsonPlace.LineOf(text, path[1..]) : null;

    private static string Place(string file, long? line) => line is { } known ? string.Create(CultureInfo.InvariantCulture, $"{file}:{known}") : file;
}
