using Sluice.Bench.Measures;
using Sluice.Bench.Reporting;
using Sluice.Testing;

namespace Sluice.Tests.Bench.Reporting;

public sealed class SharedPrefixNoteTests
{
    [Theory]
    [InlineData(null, "the depth was the same for all, but the server does not say how much of it came from its prefix cache")]
    [InlineData(0, "the depth was the same for all, but none of it came from the server's prefix cache: it was read anew each time")]
    [InlineData(64, null)]
    public void A_shared_prefix_that_no_cache_is_seen_to_help_is_told(int? cached, string? told)
    {
        var log = new LawServer { Step = _ => 0.02, Cap = 64, LeastTokens = 10, MostTokens = 10 }.Level(2, rounds: 4);
        var figures = LevelFigures.Of(log with
        {
            Plan = log.Plan with { Depth = 64, SharedPrefix = true },
            Requests = [.. log.Requests.Select(request => request with { PromptTokens = 100, CachedTokens = cached })],
        });

        var notes = LevelNotes.Of(figures).Where(note => note.StartsWith("the depth was the same", StringComparison.Ordinal));

        Assert.Equal(told is null ? [] : [told], notes);
    }
}
