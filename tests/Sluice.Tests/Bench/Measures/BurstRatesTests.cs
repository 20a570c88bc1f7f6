using Sluice.Bench.Events;
using Sluice.Bench.Measures;

namespace Sluice.Tests.Bench.Measures;

public sealed class BurstRatesTests
{
    static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_burst_is_measured_as_llama_benchy_measures_it()
    {
        RequestTiming[] requests = [Timing(1.0, 3.0), Timing(2.0, 5.0)];

        var rates = BurstRates.Of(requests, Latency);

        Assert.Equal((128 * 2 - 2) / (5.0 - 1.0), rates.DecodeTps!.Value, 1e-9);
        Assert.Equal(2 * 1024 / 2.0, rates.PrefillTps!.Value, 1e-9);
        Assert.Equal(1500, rates.MeanTtftMs!.Value, 1e-9);
    }

    [Fact]
    public void The_prefill_of_a_single_request_leaves_out_the_clients_latency() =>
        Assert.Equal(1024 / 0.98, BurstRates.Of([Timing(1.0, 3.0)], Latency).PrefillTps!.Value, 1e-9);

    [Fact]
    public void A_burst_with_an_unanswered_request_has_no_rates() =>
        Assert.Equal(default, BurstRates.Of([Timing(1.0, 3.0), new RequestTiming(TimeSpan.Zero, null, null, 1024, 0)], Latency));

    [Fact]
    public void Percentiles_are_silent_below_their_minimum_count()
    {
        var values = Enumerable.Range(1, 101).Select(value => (double)value).ToArray();

        Assert.Equal(51, Percentile.Of(values, 50));
        Assert.Equal(91, Percentile.Of(values, 90));
        Assert.Null(Percentile.Of(values, 95));
        Assert.Null(Percentile.Of(values.AsSpan(0, 63), 90));
    }

    [Fact]
    public void A_steady_window_leaves_out_the_ramp_and_the_tail()
    {
        // Two in flight, one second each: pairs end at 1, 2 … 6; the last two were sent at 5.
        var requests = Enumerable.Range(0, 12).Select(i => new RequestTiming(Second(i / 2), Second(i / 2 + 0.5), Second(i / 2 + 1), 10, 11)).ToArray();

        var rates = RunRates.Of(requests, 2);

        Assert.Equal(3600 * 12 / 6.0, rates.RecordsPerHour!.Value, 1e-9);
        Assert.Equal(3600 * 8 / 4.0, rates.SteadyRecordsPerHour!.Value, 1e-9);
        Assert.Equal(8 * 11 / 4.0, rates.SteadyOutputTps!.Value, 1e-9);
    }

    static RequestTiming Timing(double first, double last) => new(TimeSpan.Zero, Second(first), Second(last), 1024, 128);

    static TimeSpan Second(double seconds) => TimeSpan.FromSeconds(seconds);
}
