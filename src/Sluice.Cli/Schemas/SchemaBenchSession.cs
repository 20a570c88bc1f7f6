using Sluice.Cli.Commands;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;
using Sluice.Engine;
using Sluice.Schema.Benchmark;

namespace Sluice.Cli.Schemas;

/// <summary><c>sluice schema bench</c> from its request to its exit code.</summary>
internal static class SchemaBenchSession
{
    public static int Run(SchemaBenchRequest request, Terminal terminal)
    {
        List<BenchmarkCase> cases = Load(request.Files, terminal);
        using ModelVocabulary? model = request.Vocabulary is { } path ? LoadVocabulary(terminal.Opened(path)) : null;
        var settings = new BenchmarkSettings { Vocabulary = model is null ? null : new BenchmarkVocabulary(model.Bytes, text => model.Tokenize(text)) };
        var benchmark = new SchemaBenchmark(request.TimeLimit is { } limit ? settings with { TimeLimit = limit } : settings);

        var report = new SchemaBenchReport(request, terminal, cases.Count);
        foreach (CaseResult result in benchmark.Run(cases)) report.Add(result);
        report.Finish();
        return report.All is { ValidationErrors: 0, InvalidationErrors: 0 } && report.All.Count(CaseOutcome.Crashed) + report.All.Count(CaseOutcome.TimedOut) == 0
            ? ExitCode.Done
            : ExitCode.DoneWithFindings;
    }

    private static List<BenchmarkCase> Load(IEnumerable<string> files, Terminal terminal)
    {
        List<BenchmarkCase> cases = [];
        List<Problem> problems = [];
        foreach (string file in files)
        {
            try
            {
                cases.AddRange(BenchmarkFile.Read(terminal.Opened(file)));
            }
            catch (BenchmarkFileException refusal)
            {
                problems.Add(new Problem($"{file}:{refusal.Line}", refusal.Reason));
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                problems.Add(new Problem(file, "the file cannot be read", "a file of JSON lines"));
            }
        }
        return problems.Count == 0 ? cases : throw new CouldNotRunException(problems);
    }

    private static ModelVocabulary LoadVocabulary(string path)
    {
        try
        {
            return ModelVocabulary.Load(path);
        }
        catch (EngineException refusal)
        {
            throw new CouldNotRunException("--vocabulary", refusal.Message.TrimEnd('.'));
        }
    }
}
