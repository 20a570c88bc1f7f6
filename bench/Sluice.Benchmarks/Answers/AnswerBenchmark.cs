using Sluice.Benchmarks.Ajv;
using Sluice.Engine;
using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Answers;

/// <summary>Measures the answer machine over real schemas, several times after one pass that warms up, and writes the result as Markdown.</summary>
internal static class AnswerBenchmark
{
    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments is ["--help" or "-h"])
        {
            await output.WriteLineAsync(BenchmarkOptions.Usage);
            return 0;
        }

        if (BenchmarkOptions.Read(arguments, out var problem) is not { } options)
        {
            await error.WriteLineAsync(problem);
            return 2;
        }

        var machine = await Machine.DescribeAsync();
        List<BenchmarkCase> cases = [.. Directory.EnumerateFiles(options.Data, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(BenchmarkFile.Read)];
        using var model = ModelVocabulary.Load(options.Vocabulary);
        List<AnswerPass> passes = [];
        for (var run = 0; run <= options.Runs; run++)
        {
            passes.Add(AnswerPass.Of(model, cases));
            await output.WriteLineAsync(run == 0 ? "warmed up" : $"run {run} of {options.Runs}");
        }

        var validation = await ValidationComparison.MakeAsync(cases, error);
        var report = new AnswerReport(model, passes, validation, machine).ToMarkdown();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
        await File.WriteAllTextAsync(options.Out, report);
        await output.WriteLineAsync(report);
        return 0;
    }
}
