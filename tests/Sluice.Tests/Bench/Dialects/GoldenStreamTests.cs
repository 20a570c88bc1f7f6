using Sluice.Bench.Dialects;
using Sluice.Bench.Events;
using Sluice.Bench.Measures;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Dialects;

/// <summary>The same stream by seven tools' definitions and by ours: each figure as that tool's own source would give it.</summary>
public sealed class GoldenStreamTests
{
    static readonly LevelLog Level = GoldenStream.Log.Levels[0];

    [Theory]
    [InlineData("vllm", "TTFT", 50)]
    [InlineData("vllm", "TPOT", 4960 / 99.0)]
    [InlineData("vllm", "ITL", 4960 / 61.0)]
    [InlineData("llama-benchy@0.2", "ttfr", 50)]
    [InlineData("llama-benchy@0.2", "e2e_ttft", 1000)]
    [InlineData("llama-benchy@0.2", "pp t/s", 1024 / 0.03)]
    [InlineData("llama-benchy@0.2", "tg t/s", 59 / 4.02)]
    [InlineData("llama-benchy@0.4", "ttfr", 50)]
    [InlineData("llama-benchy@0.4", "e2e_ttft", 1000)]
    [InlineData("llama-benchy@0.4", "pp t/s", 1024 / 0.98)]
    [InlineData("llama-benchy@0.4", "tg t/s", 99 / 4.0)]
    [InlineData("guidellm", "TTFT", 1000)]
    [InlineData("guidellm", "TTFOT", 3000)]
    [InlineData("guidellm", "TPOT", 50)]
    [InlineData("guidellm", "ITL", 4000 / 99.0)]
    [InlineData("guidellm", "Output tokens per second", 100 / 5.02)]
    [InlineData("aiperf", "Time to First Token", 1000)]
    [InlineData("aiperf", "Time to First Output Token", 3000)]
    [InlineData("aiperf", "Prefill Throughput Per User", 1024)]
    [InlineData("aiperf", "Inter Token Latency", 4000 / 99.0)]
    [InlineData("aiperf", "Output Token Throughput Per User", 24.75)]
    [InlineData("inference-perf", "time_to_first_token", 3000)]
    [InlineData("inference-perf", "time_per_output_token", 2000 / 49.0)]
    [InlineData("inference-perf", "time_per_output_token, server counts", 2000 / 99.0)]
    [InlineData("hf", "TTFT", 3000)]
    [InlineData("hf", "ITL", 2000 / 49.0)]
    public void A_tool_would_have_printed_this_of_the_golden_stream(string tool, string figure, double expected)
    {
        var figures = Dialect.Find(tool)!.Figures(Level, TimeSpan.FromMilliseconds(20));

        Assert.Equal(expected, figures.Single(each => each.Name == figure).Value!.Value, 1e-4 * expected);
    }

    [Fact]
    public void Our_own_figures_are_the_truth_of_the_golden_stream()
    {
        var figures = LevelFigures.Of(Level);

        Assert.Equal(1000, figures.Ttft.Mean.Value!.Value, 1e-6);
        Assert.Equal(3000, figures.Ttfa.Mean.Value!.Value, 1e-6);
        Assert.Equal(4000 / 99.0, figures.Tpot.Mean.Value!.Value, 1e-6);
        Assert.Equal(1024, figures.PromptRate.Mean.Value!.Value, 1e-6);
        Assert.Equal(99 / 4.0, figures.OutputTps.Value!.Value, 1e-6);
        Assert.Equal(0.5, figures.Counting.ReasoningShare);
    }

    [Theory]
    [InlineData("llama-benchy@0.2")]
    [InlineData("llama-benchy@0.4")]
    [InlineData("vllm")]
    [InlineData("guidellm")]
    [InlineData("aiperf")]
    [InlineData("inference-perf")]
    [InlineData("hf")]
    public void A_tools_table_of_the_golden_stream_is_in_its_own_words(string tool) =>
        Expected.Matches($"golden-{tool}", Dialect.Find(tool)!.Table(GoldenStream.Log));

    [Fact]
    public void A_stream_that_counts_its_tokens_in_each_chunk_needs_no_estimate()
    {
        RequestEvents twoAtOnce = GoldenStream.Request with
        {
            ChunkCounts = CountSource.TokenIds,
            Chunks = [.. GoldenStream.Request.Chunks.Select(chunk => chunk.HasText ? chunk with { Tokens = 2 } : chunk)],
        };

        var counts = TokenCounts.Of(twoAtOnce)!;
        var figures = Dialect.Find("llama-benchy@0.4")!.Figures(Level with { Requests = [twoAtOnce] }, TimeSpan.Zero);

        Assert.Equal((120.0, CountSource.TokenIds), (counts.Output, counts.Source));
        Assert.Equal(118 / 4.0, figures.Single(each => each.Name == "tg t/s").Value!.Value, 1e-9);
    }

    [Fact]
    public void Chunks_read_at_the_moment_of_the_first_are_no_time_later_than_it()
    {
        RequestEvents request = new() { Id = 1, Scheduled = TimeSpan.Zero, Sent = TimeSpan.Zero, End = TimeSpan.FromSeconds(2), PromptAimed = 8, Chunks = [Text(1), Text(1), Text(1), Text(1.5), Text(2)] };

        var figures = Dialect.Find("llama-benchy@0.4")!.Figures(GoldenStream.Log.Levels[0] with { Requests = [request] }, TimeSpan.Zero);

        Assert.Equal(2, figures.Single(figure => figure.Name == "tg t/s (req)").Value); // two chunks after the first moment, in a second

        static ChunkEvent Text(double at) => new(TimeSpan.FromSeconds(at), 0, 4, 0, null);
    }
}
