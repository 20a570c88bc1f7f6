using System.Globalization;

namespace Sluice.Benchmarks.Answers;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- [--data FOLDER] [--vocabulary MODEL.gguf] [--runs N] [--out FILE.md]
               dotnet run -c Release --project bench/Sluice.Benchmarks -- twin [--out FILE.md]
          --data FOLDER        schemas with documents, *.jsonl in the form of `sluice schema bench` (default: ../shared/data/schema-bench)
          --vocabulary MODEL   whose tokens are fed (default: models/smollm2-135m-instruct-q4_1.gguf)
          --runs N             measured passes, whose medians are told (default: 5)
          --out FILE.md        where the result goes (default: bench/results/answer-machine.md)
        Paths are taken from the working folder, by default that of the repository.
        """;

    const int MaxRuns = 99; // some hours

    public string Data { get; init; } = "../shared/data/schema-bench";

    public string Vocabulary { get; init; } = "models/smollm2-135m-instruct-q4_1.gguf";

    public int Runs { get; init; } = 5;

    public string Out { get; init; } = "bench/results/answer-machine.md";

    /// <summary>Null, with the problem, when something is unknown, malformed or not there.</summary>
    public static BenchmarkOptions? Read(ReadOnlySpan<string> arguments, out string problem)
    {
        var options = new BenchmarkOptions();
        problem = "";
        for (; !arguments.IsEmpty && problem.Length == 0; arguments = arguments.Length > 1 ? arguments[2..] : [])
        {
            var (name, value) = (arguments[0], arguments.Length > 1 ? arguments[1] : null);
            (options, problem) = (name, value) switch
            {
                ("--data", not null) => (options with { Data = value }, ""),
                ("--vocabulary", not null) => (options with { Vocabulary = value }, ""),
                ("--out", not null) => (options with { Out = value }, ""),
                ("--runs", not null) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs is >= 1 and <= MaxRuns => (options with { Runs = runs }, ""),
                ("--runs", not null) => (options, $"--runs: '{value}' is not a whole number from 1 to {MaxRuns}"),
                _ => (options, $"'{name}' is unknown or has no value\n{Usage}"),
            };
        }

        if (problem.Length == 0)
            problem = options.Missing();
        return problem.Length == 0 ? options : null;
    }

    string Missing() =>
        !Directory.Exists(Data) || !Directory.EnumerateFiles(Data, "*.jsonl").Any() ? $"--data: there are no schemas in {Data}, so nothing was measured; allowed: a folder with *.jsonl files"
        : !File.Exists(Vocabulary) ? $"--vocabulary: there is no file {Vocabulary}, so nothing was measured; allowed: a GGUF model"
        : "";
}
