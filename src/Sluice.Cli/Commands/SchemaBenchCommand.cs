using System.CommandLine;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice schema bench</c>: the command line of the answer machine's own benchmark.</summary>
internal static class SchemaBenchCommand
{
    /// <summary>Seconds; a schema that needs longer is hopeless for an answer that somebody waits for.</summary>
    private const int MostTimeLimit = 3600;

    public static TaughtCommand Build(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE.jsonl…")
        {
            Description = "One {\"name\": …, \"schema\": …, \"tests\": [{\"data\": …, \"valid\": …}]} a line",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> vocabulary = TaughtOption.Text("--vocabulary", "MODEL",
            "Feed the documents as the tokens of this GGUF file, with a mask before each, and measure (default: byte by byte, without masks)");
        Option<int?> timeLimit = TaughtOption.Number("--time-limit", 1, MostTimeLimit, "Seconds that a schema with all its documents may take (default: 30)");
        Option<bool> verbose = TaughtOption.Switch("--verbose", "Name every schema that does not pass, with the reason");
        Option<bool> json = TaughtOption.Switch("--json", "Write one JSON object a line: each schema, then each file, then all");

        var command = new TaughtCommand("bench", "Run schemas with valid and invalid documents: what passes, what is refused, what is judged wrongly, how long it takes.")
        {
            Examples = ["sluice schema bench schemas.jsonl", "sluice schema bench schemas.jsonl --vocabulary models/smollm2-135m-instruct-q4_1.gguf"],
        };
        command.Add(files);
        foreach (Option option in (Option[])[vocabulary, timeLimit, verbose, json]) command.Add(option);
        command.SetAction(parsed => SchemaBenchSession.Run(new SchemaBenchRequest
        {
            Files = parsed.GetRequiredValue(files),
            Vocabulary = parsed.GetValue(vocabulary),
            TimeLimit = parsed.GetValue(timeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Verbose = parsed.GetValue(verbose),
            Json = parsed.GetValue(json),
        }, terminal));
        return command;
    }
}
