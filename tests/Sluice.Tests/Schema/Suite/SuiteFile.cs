using System.Text.Json;
using Sluice.Schema;

namespace Sluice.Tests.Schema.Suite;

/// <summary>One file of the official test suite: groups of a schema with documents, each declared valid or not.</summary>
internal sealed class SuiteFile(string path)
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Schema", "Suite");

    /// <summary>The files of a draft in a folder below it, without those in its subfolders; "" for the required ones.</summary>
    public static IEnumerable<string> Names(string draft, string folder) => Directory
        .EnumerateFiles(Path.Combine(Folder, "tests", draft, folder), "*.json")
        .Select(file => Path.GetRelativePath(Path.Combine(Folder, "tests", draft), file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static SuiteFile Read(string draft, string name) => new(Path.Combine(Folder, "tests", draft, name));

    /// <summary>What came out otherwise than declared; the schemas' remote references are served from the suite's own folder.</summary>
    public IEnumerable<Disagreement> Disagreements(SchemaOptions options)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var (schema, refusal) = Load(group.GetProperty("schema"), options);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var errors = schema?.Validate(test.GetProperty("data"));
                var isValid = test.GetProperty("valid").GetBoolean();
                if (errors is null || errors.Count == 0 != isValid)
                    yield return new Disagreement(
                        $"{group.GetProperty("description").GetString()} / {test.GetProperty("description").GetString()}",
                        errors is null ? $"refused: {refusal}" : isValid ? string.Join("; ", errors) : "accepted");
            }
        }
    }

    /// <summary>All groups with their documents.</summary>
    public IReadOnlyList<SuiteGroup> Groups()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.Clone().EnumerateArray().Select(group => new SuiteGroup(
            group.GetProperty("description").GetString()!,
            group.GetProperty("schema"),
            [.. group.GetProperty("tests").EnumerateArray().Select(test => new SuiteTest(
                $"{group.GetProperty("description").GetString()} / {test.GetProperty("description").GetString()}",
                test.GetProperty("data"),
                test.GetProperty("valid").GetBoolean()))]))];
    }

    /// <summary>The schemas of all groups, as text.</summary>
    public IReadOnlyList<string> Schemas()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select(group => group.GetProperty("schema").GetRawText())];
    }

    static (JsonSchema? Schema, string? Refusal) Load(JsonElement schema, SchemaOptions options)
    {
        try
        {
            return (JsonSchema.FromElement(schema, options with { Fetch = Remote }), null);
        }
        catch (SchemaException refusal)
        {
            return (null, refusal.Message);
        }
    }

    /// <summary>The document behind an address below http://localhost:1234/, where the suite says its remote schemas are.</summary>
    public static JsonElement? Remote(Uri address)
    {
        if (!address.IsAbsoluteUri || address.GetLeftPart(UriPartial.Authority) != "http://localhost:1234")
            return null;
        var file = Path.Combine(Folder, "remotes", address.AbsolutePath[1..]);
        if (!File.Exists(file))
            return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}

/// <summary>A test of the suite, named by group and description, and what we said instead.</summary>
internal sealed record Disagreement(string Test, string What);
