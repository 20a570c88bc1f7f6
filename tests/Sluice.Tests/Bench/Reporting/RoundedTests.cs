using Sluice.Bench.Reporting;

namespace Sluice.Tests.Bench.Reporting;

public sealed class RoundedTests
{
    [Theory]
    [InlineData(172_799.0, "48.0 hours")]
    [InlineData(172_800.0, "2.0 days")]
    [InlineData(7_199.0, "120.0 minutes")]
    [InlineData(9.5, "9.50 seconds")]
    [InlineData(null, "–")]
    public void A_time_is_told_in_the_largest_unit_of_which_there_are_two(double? seconds, string told)
    {
        Assert.Equal(told, Rounded.Time(seconds));
    }

    [Fact]
    public void The_ends_of_an_interval_are_told_in_the_unit_of_its_middle()
    {
        const double middle = 47 * 3600;

        Assert.Equal("45.4 hours to 49.0 hours", $"{Rounded.Time(45.4 * 3600, middle)} to {Rounded.Time(49 * 3600, middle)}");
    }
}
