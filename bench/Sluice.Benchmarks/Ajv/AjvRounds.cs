using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Ajv;

/// <summary>npm's ajv over the same documents, in a process of node. It is installed beside this program the first time that it is asked for.</summary>
internal sealed record AjvRounds(string Version, string Node, IReadOnlyList<SchemaRounds?> Schemas)
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Ajv");

    /// <summary>(schema) -> its rounds, null where ajv does not take it. Null, with the reason told, when ajv cannot be run.</summary>
    public static async Task<AjvRounds?> RunAsync(IEnumerable<BenchmarkCase> cases, TextWriter error)
    {
        var input = string.Concat(cases.Select(Line));
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")) && await StartAsync("npm", ["ci", "--no-audit", "--no-fund", "--prefix", Folder], "", error) is null
            || await StartAsync("node", [Path.Combine(Folder, "validate.mjs"), $"{ValidationRounds.Rounds}"], input, error) is not { } output)
            return null;
        using var found = JsonDocument.Parse(output);
        return new AjvRounds(
            found.RootElement.GetProperty("version").GetString()!,
            found.RootElement.GetProperty("node").GetString()!,
            [.. found.RootElement.GetProperty("schemas").EnumerateArray().Select(Rounds)]);
    }

    static SchemaRounds? Rounds(JsonElement found) => found.ValueKind == JsonValueKind.Null ? null
        : new SchemaRounds(found.GetProperty("load").GetDouble(), found.GetProperty("first").GetDouble(), found.GetProperty("warm").GetDouble(), found.GetProperty("wrong").GetInt32());

    static string Line(BenchmarkCase item)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("schema", item.Schema);
            json.WriteStartArray("documents");
            foreach (var test in item.Tests)
                json.WriteStringValue(test.Document);
            json.WriteEndArray();
            json.WriteStartArray("valid");
            foreach (var test in item.Tests)
                json.WriteBooleanValue(test.Valid);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray()) + "\n";
    }

    static async Task<string?> StartAsync(string program, string[] arguments, string input, TextWriter error)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return await output;
            await error.WriteLineAsync($"ajv was not measured: {program} ended with {process.ExitCode}");
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException)
        {
            await error.WriteLineAsync($"ajv was not measured: {program} could not be run: {failure.Message}; allowed: Node.js 20 or later with npm");
        }

        return null;
    }
}
