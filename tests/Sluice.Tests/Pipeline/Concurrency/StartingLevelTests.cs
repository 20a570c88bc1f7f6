using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class StartingLevelTests
{
    static readonly MeasuredLevel[] Known = [new(4, 100, 40, false), new(16, 392, 40, false), new(32, 396, 60, false)];

    [Fact]
    public void A_short_run_takes_what_an_earlier_one_found_best()
    {
        var options = StartingLevel.For(150, Known, slots: 64);

        Assert.Equal((16, false), (options.Start, options.Learns));
        Assert.Contains("earlier run", options.StartsBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_run_on_an_unknown_server_takes_its_slots()
    {
        var options = StartingLevel.For(150, [], slots: 12);

        Assert.Equal((12, false), (options.Start, options.Learns));
    }

    [Fact]
    public void A_short_run_that_knows_nothing_takes_eight()
    {
        var options = StartingLevel.For(1, [], slots: null);

        Assert.Equal((8, false), (options.Start, options.Learns));
        Assert.StartsWith("1 record is too few", options.StartsBecause, StringComparison.Ordinal);
    }

    [Theory, InlineData(5000L), InlineData(null)]
    public void A_long_run_begins_at_half_of_what_is_known_and_learns(long? records)
    {
        var options = StartingLevel.For(records, Known, slots: null);

        Assert.Equal((8, true), (options.Start, options.Learns));
    }

    [Fact]
    public void A_long_run_never_passes_the_slots() => Assert.Equal(3, StartingLevel.For(5000, [], slots: 3).Cap);

    [Fact]
    public void Without_learning_the_level_stays()
    {
        var controller = new ConcurrencyController(StartingLevel.For(100, [], slots: 4));
        for (var i = 0; i < 100; i++)
        {
            controller.Began(TimeSpan.FromSeconds(i));
            controller.Ended(TimeSpan.FromSeconds(i + 1), new CallEnd(CallFate.Accepted, TimeSpan.FromSeconds(1), 10));
        }

        Assert.Equal((4, true), (controller.Limit, controller.Holds));
    }
}
