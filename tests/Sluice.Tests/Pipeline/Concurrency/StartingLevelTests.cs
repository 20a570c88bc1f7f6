using Sluice.Pipeline;
using Sluice.Pipeline.Concurrency;
using Sluice.Protocol.Client;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class StartingLevelTests
{
    static readonly KnownCurve Known = new(16, "that an earlier run found best on 2026-11-20");

    static ConcurrencyOptions For(long? records, KnownCurve? known = null, int? slots = null, int? most = null) =>
        StartingLevel.For(records, new StepBackend { Name = "gpu-1", Model = "m", Endpoint = new ModelEndpoint { BaseUrl = new Uri("http://gpu-1/v1") }, Known = known, Slots = slots, MaxInFlight = most });

    [Fact]
    public void A_short_run_takes_what_an_earlier_one_found_best()
    {
        var options = For(150, Known, slots: 64);

        Assert.Equal((16, false), (options.Start, options.Learns));
        Assert.Contains("earlier run", options.StartsBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_run_on_an_unknown_server_takes_its_slots()
    {
        var options = For(150, slots: 12);

        Assert.Equal((12, false), (options.Start, options.Learns));
    }

    [Fact]
    public void A_short_run_that_knows_nothing_takes_eight()
    {
        var options = For(1);

        Assert.Equal((8, false), (options.Start, options.Learns));
        Assert.StartsWith("1 record is too few", options.StartsBecause, StringComparison.Ordinal);
    }

    [Theory, InlineData(5000L), InlineData(null)]
    public void A_long_run_begins_at_half_of_what_is_known_and_learns(long? records)
    {
        var options = For(records, Known);

        Assert.Equal((8, true, StartingPoint.Curve), (options.Start, options.Learns, options.StartsFrom));
        Assert.Equal("half of the 16 that an earlier run found best on 2026-11-20", options.StartsBecause);
    }

    [Fact]
    public void More_is_known_to_be_good_than_the_backend_takes_now()
    {
        var options = For(150, Known, most: 6);

        Assert.Equal(6, options.Start);
        Assert.StartsWith("the 6 it takes at most, of 16 that", options.StartsBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_never_passes_what_a_backend_takes_at_most() => Assert.Equal(3, For(5000, most: 3).Cap);

    [Fact]
    public void Without_learning_the_level_stays()
    {
        var controller = new ConcurrencyController(For(100, most: 4));
        for (var i = 0; i < 100; i++)
        {
            controller.Began(TimeSpan.FromSeconds(i));
            controller.Ended(TimeSpan.FromSeconds(i + 1), new CallEnd(CallFate.Accepted, TimeSpan.FromSeconds(1), 10));
        }

        Assert.Equal((4, true), (controller.Limit, controller.Holds));
    }
}
