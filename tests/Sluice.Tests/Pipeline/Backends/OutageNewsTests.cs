using Sluice.Pipeline.Backends;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Pipeline.Backends;

public sealed class OutageNewsTests
{
    static readonly Failure refused = new(FailureReason.Transport, "it refuses the connection");

    readonly OutageNews news = new("the backend 'gpu'");

    [Fact]
    public void An_outage_is_told_once_and_so_is_its_end()
    {
        Assert.Null(news.After(refused, isDown: false, At(1)));
        Assert.Equal("the backend 'gpu' fails every call and is tried again and again; its records wait and pay nothing. The last failure: it refuses the connection", news.After(refused, isDown: true, At(2)));
        Assert.Null(news.After(refused, isDown: true, At(30)));
        Assert.Equal("the backend 'gpu' answers again, after 60 s", news.After(null, isDown: false, At(62)));
        Assert.Null(news.After(null, isDown: false, At(63)));
    }

    [Fact]
    public void An_outage_that_comes_and_goes_is_told_once_a_minute()
    {
        news.After(refused, isDown: true, At(2));
        news.After(null, isDown: false, At(3));

        Assert.Null(news.After(refused, isDown: true, At(10)));
        Assert.Null(news.After(null, isDown: false, At(11)));
        Assert.NotNull(news.After(refused, isDown: true, At(70)));
    }

    [Fact]
    public void A_long_pause_that_a_server_asks_for_is_told_and_short_ones_are_not()
    {
        Failure Full(int seconds) => new(FailureReason.Capacity, "answered 429: full") { RetryAfter = TimeSpan.FromSeconds(seconds) };

        Assert.Null(news.After(Full(5), isDown: false, At(1)));
        Assert.Equal("the backend 'gpu' asks to be left alone for 60 min (answered 429: full)", news.After(Full(3600), isDown: false, At(2)));
        Assert.Null(news.After(Full(3600), isDown: false, At(3)));
    }

    static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
