using System.Text.Json;

namespace Sluice.Schema.Benchmark;

/// <summary>Reads schemas with their documents, one a line: {"name": …, "schema": …, "tests": [{"data": …, "valid": …, "description": …}]}.</summary>
public static class BenchmarkFile
{
    const string Form = "allowed: {\"name\": text, \"schema\": schema, \"tests\": [{\"data\": any JSON, \"valid\": true or false}, …]}";

    /// <exception cref="BenchmarkFileException">A line has another form.</exception>
    public static IEnumerable<BenchmarkCase> Read(string path)
    {
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (text.Length > 0)
                yield return Parse(text, path, line);
        }
    }

    static BenchmarkCase Parse(string text, string path, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 1024 });
            var entry = document.RootElement;
            return new BenchmarkCase
            {
                File = Path.GetFileNameWithoutExtension(path),
                Line = line,
                Name = entry.GetProperty("name").GetString() ?? "",
                Schema = entry.GetProperty("schema").GetRawText(),
                Tests = entry.TryGetProperty("tests", out var tests) ? [.. tests.EnumerateArray().Select(Test)] : [],
            };
        }
        catch (JsonException error)
        {
            throw new BenchmarkFileException(path, line, $"the line is not JSON: {error.Message}", error);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
        {
            throw new BenchmarkFileException(path, line, $"a member is missing or of another type; {Form}", error);
        }
    }

    static BenchmarkTest Test(JsonElement test) => new(
        System.Text.Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText()),
        test.GetProperty("valid").GetBoolean(),
        test.TryGetProperty("description", out var description) ? description.ToString() : "");
}
