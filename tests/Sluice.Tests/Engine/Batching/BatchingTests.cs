using Sluice.Engine;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Engine.Batching;

public sealed class BatchingTests
{
    static string Prompt(int number) => $"Record {number}: {new string((char)('a' + number % 26), 20 + number % 7)}";

    [Fact]
    public async Task A_greedy_answer_is_the_same_alone_and_beside_others()
    {
        await using var tiny = new TinyEngine(parallel: 8, sharePrefixes: false);
        var alone = new List<string>();
        for (var i = 0; i < 12; i++)
            alone.Add((await tiny.Submit(Prompt(i), 10 + i).ReadToEndAsync()).Text);

        var together = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => tiny.Submit(Prompt(i), 10 + i).ReadToEndAsync()));

        // Kernels sum in another order for more rows, so a near tie may fall the other way: most must be equal.
        var equal = alone.Zip(together).Count(pair => pair.First == pair.Second.Text);
        Assert.True(equal >= 10, $"{equal} of 12 answers are the same");
    }

    [Fact]
    public async Task Requests_join_and_leave_between_steps()
    {
        await using var tiny = new TinyEngine(parallel: 3);
        var longOne = tiny.Submit("The long one", 600);

        // Each short one is asked when the one before is over, all while the long one runs.
        for (var i = 0; i < 5; i++)
            Assert.Equal("length", (await tiny.Submit(Prompt(i), 5).Result).FinishReason);

        Assert.False(longOne.Result.IsCompleted);
        Assert.Equal(600, (await longOne.Result).Usage.CompletionTokens);
    }

    [Fact]
    public async Task A_full_pool_makes_requests_wait_and_all_are_answered_in_the_end()
    {
        // 12 answers of 100 tokens want 1,500 cells; the pool has 256.
        await using var tiny = new TinyEngine(parallel: 8, contextTokens: 256);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => tiny.Submit(Prompt(i), 100).Result));

        Assert.All(results, result => Assert.Equal(("length", 100), (result.FinishReason, result.Usage.CompletionTokens)));
        Assert.True(tiny.Engine.Status.Preemptions > 0, "nobody had to give a place back, so the pool was never full");
    }

    [Fact]
    public async Task A_stream_that_gave_its_place_back_goes_on_where_it_was()
    {
        await using var roomy = new TinyEngine(parallel: 4);
        await using var tight = new TinyEngine(parallel: 4, contextTokens: 256);

        var expected = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => roomy.Submit(Prompt(i), 120).ReadToEndAsync()));
        var actual = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => tight.Submit(Prompt(i), 120).ReadToEndAsync()));

        Assert.True(tight.Engine.Status.Preemptions > 0);
        var equal = expected.Zip(actual).Count(pair => pair.First.Text == pair.Second.Text);
        Assert.True(equal >= 3, $"{equal} of 4 answers are the same");
    }

    [Fact]
    public async Task A_client_that_goes_away_frees_its_place()
    {
        await using var tiny = new TinyEngine(parallel: 1);
        using var client = new CancellationTokenSource();
        var first = tiny.Submit("Hello", 1900, ct: client.Token);
        await foreach (var _ in first.ReadAsync())
            break;
        var second = tiny.Submit("World", 5);

        await client.CancelAsync();

        Assert.Equal(FailureReason.Cancelled, (await first.Result).Failure?.Reason);
        Assert.Equal("length", (await second.Result).FinishReason);
    }

    [Fact]
    public async Task A_client_that_goes_away_while_its_prompt_is_read_frees_its_place_within_a_step()
    {
        // 1,900 tokens are four steps of at most 512; the clock is asked four times in each, and twice where there is nothing to do. The client goes in the first or second step.
        using var client = new CancellationTokenSource();
        await using var tiny = new TinyEngine(parallel: 1, time: new StepClock(6, client.Cancel));

        var result = await tiny.Submit(new string('x', 1900), 5, ct: client.Token).Result;

        Assert.Equal(FailureReason.Cancelled, result.Failure?.Reason);
        Assert.InRange(tiny.Engine.Status.Steps, 1, 2);
        Assert.Equal(0, tiny.Engine.Status.Running);
        Assert.Equal("length", (await tiny.Submit("World", 5).Result).FinishReason);
    }

    [Fact]
    public async Task A_request_cancelled_while_it_waits_never_starts()
    {
        await using var tiny = new TinyEngine(parallel: 1);
        using var client = new CancellationTokenSource();
        var running = tiny.Submit("Hello", 400);
        var waiting = tiny.Submit("World", 5, ct: client.Token);

        await client.CancelAsync();

        var result = await waiting.Result;
        Assert.Equal((FailureReason.Cancelled, 0), (result.Failure!.Reason, result.Usage.CompletionTokens));
        Assert.Equal("length", (await running.Result).FinishReason);
    }

    [Fact]
    public async Task A_short_prompt_is_read_in_pieces_beside_a_running_answer()
    {
        await using var tiny = new TinyEngine(parallel: 2);
        var running = tiny.Submit("Hello", 300);
        var pieces = running.ReadAsync().GetAsyncEnumerator();
        await pieces.MoveNextAsync();
        var before = tiny.Engine.Status.Steps;

        await tiny.Submit(new string('x', 400), 1).Result;

        Assert.True(tiny.Engine.Status.Steps - before > 2);
        Assert.Equal(0, tiny.Engine.Status.PromptsReadAside);
        Assert.Equal("length", (await running.Result).FinishReason);
    }
}
