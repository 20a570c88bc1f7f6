using Sluice.Engine;
using Sluice.Protocol.Failures;

namespace Sluice.Tests.Engine.Batching;

/// <summary>What may happen while a prompt is read aside: its reading is held up for as long as a test wants.</summary>
public sealed class ReadingAsideTests
{
    const int Endless = 60_000; // tokens of an answer that is still being written when a test is over

    [Fact]
    public async Task A_newcomer_reads_a_short_common_beginning_itself_and_does_not_wait_for_a_long_prompt()
    {
        var gate = new ReadingGate();
        await using var tiny = Roomy(gate);
        using var opens = gate;
        await StartAsync(tiny);
        var system = Text(0)[..100];
        var reader = tiny.Submit(system + Text(1), 1);
        await gate.Reached;

        var newcomer = await tiny.Submit(system + "Hi", 3).Result;

        Assert.Equal("length", newcomer.FinishReason);
        Assert.False(reader.Result.IsCompleted);
        gate.Open();
        Assert.Equal("length", (await reader.Result).FinishReason);
    }

    [Fact]
    public async Task Of_two_identical_long_prompts_the_second_waits_and_reads_nothing()
    {
        var gate = new ReadingGate();
        await using var tiny = Roomy(gate);
        using var opens = gate;
        await StartAsync(tiny);
        var first = tiny.Submit(Text(1), 2);
        await gate.Reached;
        var second = tiny.Submit(Text(1), 2);
        gate.Open();

        Assert.Equal("length", (await first.Result).FinishReason);
        Assert.Equal(Text(1).Length - 1, (await second.Result).Usage.CachedPromptTokens);
        Assert.Equal(1, tiny.Engine.Status.PromptsReadAside);
    }

    [Fact]
    public async Task When_the_first_of_two_identical_long_prompts_is_given_up_the_second_is_read()
    {
        var gate = new ReadingGate();
        await using var tiny = Roomy(gate);
        using var opens = gate;
        await StartAsync(tiny);
        using var client = new CancellationTokenSource();
        var first = tiny.Submit(Text(1), 2, ct: client.Token);
        await gate.Reached;
        var second = tiny.Submit(Text(1), 2);

        await client.CancelAsync();

        Assert.Equal(FailureReason.Cancelled, (await first.Result).Failure?.Reason);
        gate.Open();
        Assert.Equal("length", (await second.Result).FinishReason);
    }

    [Fact]
    public async Task Clients_that_wait_behind_a_long_prompt_may_go_while_nobody_writes()
    {
        // The writer ends while the prompt is read: then there are no steps, and nothing but the cancellation can wake the decoding thread.
        var gate = new ReadingGate();
        await using var tiny = Roomy(gate);
        using var opens = gate;
        using var writing = new CancellationTokenSource();
        var writer = await StartAsync(tiny, ct: writing.Token);
        var reader = tiny.Submit(Text(1), 2);
        await gate.Reached;
        using var client = new CancellationTokenSource();
        var same = tiny.Submit(Text(1), 2, ct: client.Token);
        await writing.CancelAsync();
        Assert.Equal(FailureReason.Cancelled, (await writer.Result).Failure?.Reason);

        await client.CancelAsync();

        Assert.Equal(FailureReason.Cancelled, (await same.Result).Failure?.Reason);
        Assert.False(reader.Result.IsCompleted);
        gate.Open();
        Assert.Equal("length", (await reader.Result).FinishReason);
    }

    [Fact]
    public async Task A_client_that_waits_for_its_turn_aside_frees_its_place_at_once()
    {
        var gate = new ReadingGate();
        await using var tiny = Roomy(gate);
        using var opens = gate;
        await StartAsync(tiny);
        var reader = tiny.Submit(Text(1), 2);
        await gate.Reached;
        using var client = new CancellationTokenSource();
        var behind = tiny.Submit(Text(2), 2, ct: client.Token);

        await client.CancelAsync();

        Assert.Equal(FailureReason.Cancelled, (await behind.Result).Failure?.Reason);
        gate.Open();
        Assert.Equal("length", (await reader.Result).FinishReason);
        Assert.Equal(1, tiny.Engine.Status.PromptsReadAside);
    }

    [Fact]
    public async Task A_long_beginning_that_is_there_already_is_taken_along()
    {
        await using var tiny = Roomy(null);
        var beginning = Text(1) + Text(2);
        await tiny.Submit(beginning + "x", 1).Result;
        await tiny.Submit(beginning + "y", 1).Result;
        await StartAsync(tiny);

        var result = await tiny.Submit(beginning + Text(3), 8).Result;

        Assert.Equal(1, tiny.Engine.Status.PromptsReadAside);
        Assert.Equal(beginning.Length, result.Usage.CachedPromptTokens);
    }

    [Fact]
    public async Task Where_there_is_no_memory_aside_the_batch_reads_the_prompt()
    {
        await using var plenty = Roomy(null, sharePrefixes: false);
        var (alone, _) = await plenty.Submit(Text(1), 6).ReadToEndAsync();
        var asked = 0;
        await using var tiny = new TinyEngine(contextTokens: 65_536, trainedContext: 65_536, sharePrefixes: false, beforeAside: () => throw (Interlocked.Increment(ref asked) % 2 == 0 ? new InsufficientMemoryException() : new EngineException("no memory")));
        await StartAsync(tiny);

        var (text, result) = await tiny.Submit(Text(1), 6).ReadToEndAsync();
        var (again, _) = await tiny.Submit(Text(1), 6).ReadToEndAsync();

        Assert.Equal((2, 0L), (asked, tiny.Engine.Status.PromptsReadAside));
        Assert.Equal("length", result.FinishReason);
        Assert.Equal(text, again);
        Assert.Equal(alone.Length, text.Length);
    }

    static TinyEngine Roomy(ReadingGate? gate, bool sharePrefixes = true) => new(parallel: 4, contextTokens: 65_536, sharePrefixes, trainedContext: 65_536, beforeAside: gate is null ? null : gate.Pass);

    static string Text(int number) => string.Concat(Enumerable.Range(0, 90).Select(word => $"{number} and {word * 37 % 100} "))[..700];

    /// <summary>An answer that is being written.</summary>
    static async Task<Generation> StartAsync(TinyEngine tiny, int tokens = Endless, CancellationToken ct = default)
    {
        var writer = tiny.Submit("Hello", tokens, ct: ct);
        await foreach (var _ in writer.ReadAsync(CancellationToken.None))
            break;
        return writer;
    }
}
