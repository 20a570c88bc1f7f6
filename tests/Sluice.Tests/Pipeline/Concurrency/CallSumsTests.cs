using Sluice.Pipeline.Concurrency;

namespace Sluice.Tests.Pipeline.Concurrency;

public sealed class CallSumsTests
{
    [Fact]
    public void Work_that_grows_with_time_has_a_sure_rate()
    {
        var sums = Of((1, 30), (2, 60), (4, 120), (1, 30), (2, 60), (4, 120));

        Assert.Equal(30, sums.PerSecond([])!.Value, 9);
        Assert.Equal(30, sums.PerSecond([3, 3, 3])!.Value, 9); // longer calls will have written more
        Assert.Equal(0, sums.Spread, 6);
    }

    [Fact]
    public void Where_time_says_nothing_of_work_calls_still_going_lower_the_rate()
    {
        var sums = Of((1, 100), (2, 100), (1, 100), (2, 100));

        Assert.Equal(100 / 1.5, sums.PerSecond([])!.Value, 9);
        Assert.True(sums.PerSecond([2, 2, 2, 2]) < 50);
        Assert.True(sums.Spread > 0.1);
    }

    [Fact]
    public void Nothing_is_known_of_no_calls()
    {
        Assert.Null(Of().PerSecond([5]));
        Assert.Equal(double.PositiveInfinity, Of((1, 5)).Spread);
    }

    static CallSums Of(params (double Seconds, double Work)[] calls)
    {
        var usual = new UsualWork();
        var sums = new CallSums(usual);
        foreach (var (seconds, work) in calls)
        {
            sums.Add(TimeSpan.FromSeconds(seconds), work);
            if (work > 0) usual.Add(work);
        }

        return sums;
    }
}
