using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Ajv;

/// <summary>Our validator and npm's ajv over the documents of all schemas that both load. Microseconds, summed.</summary>
internal sealed record ValidationComparison
{
    public required int Schemas { get; init; }

    public required int Documents { get; init; }

    public required double Ours { get; init; }

    public required double Theirs { get; init; }

    public required double OurLoad { get; init; }

    public required double TheirLoad { get; init; }

    public required double OurFirst { get; init; }

    public required double TheirFirst { get; init; }

    public required int OurWrong { get; init; }

    public required int TheirWrong { get; init; }

    public required string Version { get; init; }

    public required string Node { get; init; }

    /// <summary>Null, with the reason told, when ajv cannot be run.</summary>
    public static async Task<ValidationComparison?> MakeAsync(IReadOnlyList<BenchmarkCase> cases, TextWriter error)
    {
        if (await AjvRounds.RunAsync(cases, error) is not { } ajv)
            return null;
        List<(SchemaRounds Ours, SchemaRounds Theirs, int Documents)> both = [];
        for (var index = 0; index < cases.Count; index++)
        {
            if (cases[index].Tests.Count > 0 && ajv.Schemas[index] is { } theirs && ValidationRounds.Of(cases[index]) is { } ours)
                both.Add((ours, theirs, cases[index].Tests.Count));
        }

        return new ValidationComparison
        {
            Schemas = both.Count,
            Documents = both.Sum(one => one.Documents),
            Ours = both.Sum(one => one.Ours.Warm),
            Theirs = both.Sum(one => one.Theirs.Warm),
            OurLoad = both.Sum(one => one.Ours.Load),
            TheirLoad = both.Sum(one => one.Theirs.Load),
            OurFirst = both.Sum(one => one.Ours.First),
            TheirFirst = both.Sum(one => one.Theirs.First),
            OurWrong = both.Sum(one => one.Ours.Wrong),
            TheirWrong = both.Sum(one => one.Theirs.Wrong),
            Version = ajv.Version,
            Node = ajv.Node,
        };
    }
}
