using System.CommandLine;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice schema</c>: the command line of everything that is asked of a JSON Schema without a model.</summary>
internal static class SchemaCommand
{
    private const int MostSamples = 1_000_000;

    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice schema check schema.json", "sluice schema sample schema.json -n 3", "sluice schema validate schema.json answers.jsonl"];
        var schema = new TaughtCommand("schema", "JSON Schema: what it accepts, documents that fit it, what is wrong with others.") { Examples = examples };
        schema.Add(BuildCheck(terminal));
        schema.Add(BuildSample(terminal));
        schema.Add(BuildValidate(terminal));
        schema.Add(SchemaBenchCommand.Build(terminal));
        return schema;
    }

    private static TaughtCommand BuildCheck(Terminal terminal)
    {
        Argument<string> file = SchemaArgument();
        Option<bool> strict = TaughtOption.Switch("--strict", "Refuse what cannot be promised while an answer is written (exit code 1), as 'strict': true of a request does");
        Option<bool> formats = Formats();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object instead of text");
        var command = new TaughtCommand("check", "Say what a schema accepts, what cannot be held to while an answer is written, and what would cost accuracy.")
        {
            Examples = ["sluice schema check schema.json", "sluice schema check schema.json --strict --formats"],
        };
        command.Add(file);
        foreach (Option option in (Option[])[strict, formats, json]) command.Add(option);
        command.SetAction(parsed => new CheckSession(terminal).Run(new CheckRequest
        {
            File = parsed.GetRequiredValue(file),
            Strict = parsed.GetValue(strict),
            AssertFormats = parsed.GetValue(formats),
            Json = parsed.GetValue(json),
        }));
        return command;
    }

    private static TaughtCommand BuildSample(Terminal terminal)
    {
        Argument<string> file = SchemaArgument();
        Option<int?> count = TaughtOption.Number("-n", 1, MostSamples, "Documents to write (default: 3)");
        Option<int?> seed = TaughtOption.Number("--seed", 0, int.MaxValue, "The same seed writes the same documents (default: 1)");
        Option<string?> text = TaughtOption.Text("--text", "PATH", "The text that x-verbatim strings are taken from (default: they are any string)");
        Option<bool> formats = Formats();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object with all documents instead of a document a line");
        var command = new TaughtCommand("sample", "Write documents that a schema accepts, one a line.")
        {
            Examples = ["sluice schema sample schema.json -n 3", "sluice schema sample schema.json -n 1000 --seed 7 > documents.jsonl"],
        };
        command.Add(file);
        foreach (Option option in (Option[])[count, seed, text, formats, json]) command.Add(option);
        command.SetAction(parsed => new SampleSession(terminal).Run(new SampleRequest
        {
            File = parsed.GetRequiredValue(file),
            Count = parsed.GetValue(count) ?? 3,
            Seed = parsed.GetValue(seed) ?? 1,
            Text = parsed.GetValue(text),
            AssertFormats = parsed.GetValue(formats),
            Json = parsed.GetValue(json),
        }));
        return command;
    }

    private static TaughtCommand BuildValidate(Terminal terminal)
    {
        Argument<string> file = SchemaArgument();
        var documents = new Argument<string>("DOCS.jsonl") { Description = "The documents, one a line; a file named .json holds a single one" };
        Option<bool> formats = Formats();
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object for each document and a last one with the counts");
        var command = new TaughtCommand("validate", "Hold documents against a schema and say what is wrong where.")
        {
            Examples = ["sluice schema validate schema.json answers.jsonl", "sluice schema validate schema.json answer.json --formats --json"],
        };
        command.Add(file);
        command.Add(documents);
        command.Add(formats);
        command.Add(json);
        command.SetAction(parsed => new ValidateSession(terminal).Run(new ValidateRequest
        {
            File = parsed.GetRequiredValue(file),
            Documents = parsed.GetRequiredValue(documents),
            AssertFormats = parsed.GetValue(formats),
            Json = parsed.GetValue(json),
        }));
        return command;
    }

    private static Argument<string> SchemaArgument() => new("SCHEMA.json") { Description = "The JSON Schema" };

    private static Option<bool> Formats() => TaughtOption.Switch("--formats", "Check 'format' too (default: it is an annotation, as the standard says)");
}
