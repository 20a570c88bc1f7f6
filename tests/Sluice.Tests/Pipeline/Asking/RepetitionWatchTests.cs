using System.Text;
using Sluice.Pipeline.Asking;

namespace Sluice.Tests.Pipeline.Asking;

public sealed class RepetitionWatchTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Java, ")]
    [InlineData("and then we went to the house by the lake and ")]
    public void A_text_that_goes_in_circles_is_noticed_within_some_hundred_bytes(string piece)
    {
        var watch = new RepetitionWatch();
        var text = Encoding.UTF8.GetBytes("{\"skills\": [\"C#\", \"" + string.Concat(Enumerable.Repeat(piece, 2000 / piece.Length)));

        var noticed = Enumerable.Range(0, text.Length).First(index => watch.Append(text.AsSpan(index, 1)));

        Assert.InRange(noticed, 512, 512 + 19 + 64);
    }

    [Fact]
    public void The_pieces_a_text_comes_in_do_not_matter()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("loop ", 300)));

        Assert.True(new RepetitionWatch().Append(text));
    }

    [Theory]
    [InlineData("ratings: {0}, ")]
    [InlineData("\"skill number {0} of a list\", ")]
    public void A_long_list_of_like_values_is_no_circle(string item)
    {
        var watch = new RepetitionWatch();
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(n => string.Format(System.Globalization.CultureInfo.InvariantCulture, item, n))));

        Assert.DoesNotContain(Enumerable.Range(0, text.Length), index => watch.Append(text.AsSpan(index, 1)));
    }

    [Fact]
    public void A_repetition_that_ends_in_time_is_left_alone()
    {
        var watch = new RepetitionWatch();

        Assert.False(watch.Append(Encoding.UTF8.GetBytes(new string('-', 400))));
        Assert.False(watch.Append(Encoding.UTF8.GetBytes(" and then words of many kinds, none of them twice in a row; " + string.Concat(Enumerable.Range(0, 200)))));
    }
}
