using Sluice.Engine;
using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Answers;

/// <summary>One pass over all schemas and their documents.</summary>
internal sealed record AnswerPass(BenchmarkTally Tally, LatencySummary Compile, LatencySummary Check, LatencySummary Mask)
{
    public static AnswerPass Of(ModelVocabulary model, IEnumerable<BenchmarkCase> cases)
    {
        // Arranged anew, so that each pass finds out again which tokens may follow which strings: only the code is warm.
        // No documents are made for schemas without any: they would be remembered beside those that are timed.
        var settings = new BenchmarkSettings { Vocabulary = new BenchmarkVocabulary(model.Bytes, text => model.Tokenize(text)), Made = 0 };
        var tally = new BenchmarkTally("all");
        foreach (var result in new SchemaBenchmark(settings).Run(cases))
            tally.Add(result);
        return new AnswerPass(tally, tally.Times.Compile.Summarize(), tally.Times.Check.Summarize(), tally.Times.Mask.Summarize());
    }
}
